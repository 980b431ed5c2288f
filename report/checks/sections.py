"""The form's sections and tables: are they there, in order, with their titles, and is each filled?"""
import re
from collections.abc import Iterator
from functools import cache

from report import form
from report.checks.answer import Answer, failed, passed, unknown
from report.checks.cells import doubted
from report.model import AnnualReport, Evidence, Section
from report.wording import label

FIRST_YEAR = 2019  # of the form of six sections
FINISHED = re.compile(r"[。.！!？?；;）)”\"》…]$|\d\s*日$|(?:政府|办事处|办公室|局|委|会|中心|院|队)$")  # how a report's text may end; its signature too
PICTURE = re.compile(r"\[image[^\]\n]*\]|\.(?:png|jpe?g|gif|bmp)\b", re.I)
NUMBERING = re.compile(r"^[\s（(]*(?:[一二三四五六七八九十]+|\d+)[\s、.．)）:：]*")
ONLY_PART = "Only a part of the report is there, so that nothing can be said of what is missing."
LABELS = {"disclosed": ("本年制发件数", "本年新制作数量", "现行有效件数", "本年处理决定数量"), "requests": ("本年新收政府信息公开申请数量", "结转下年度继续办理"),
          "disputes": ("未经复议直接起诉", "复议后起诉")}  # a table's own words standing in the text: it is there, but was not read
WORDS = {"overview": "总体情况", "disclosed": "主动公开政府信息情况", "requests": "处理政府信息公开申请", "disputes": "行政复议", "problems": "主要问题",
         "other": "其他需要报告"}  # words of a heading that may stand in the text unrecognised
TOPICS_FROM = 2021
TOPICS = (("proactive disclosure", r"主动公开|公开(?:各类|各项|政务|政府)*信息|公开[^，,。；;]{0,8}\d|发布|推送"), ("disclosure on application", r"依申请|申请"),
          ("management of information", r"管理|目录|指南|审查|审核|保密|制度|属性|清理"), ("platforms", r"平台|网站|新媒体|公众号|微信|栏|渠道"),
          ("supervision and support", r"监督|保障|考核|培训|领导|检查|责任"))
GOVERNMENT_TOPICS = (("appraisal", r"考核"), ("public review", r"评议"), ("accountability", r"责任追究|追责|问责|追究"))
ANNEX = re.compile(r"附件|附表|见(?:下|附|后)|如下表|下表")
LINE = 30  # characters of a heading's line
SHORT = 20  # characters: less than a sentence


@cache
def keys() -> list[str]:
    """Returns the keys of the form's six sections in order."""
    return [line["key"] for line in form.read_forms("sections")]


def tables_there(report: AnnualReport) -> list[str]:
    """Returns the tables of which the report has any row."""
    return [t for t in LABELS if getattr(report, t)]


def fragment(report: AnnualReport) -> bool:
    """Returns whether the file evidently holds only a part of a report: two of the six sections or fewer and no tables, or a file that was cut off."""
    found = [s for s in report.sections if s.key in keys()]
    return (len(found) <= 2 and not tables_there(report)) or cut_off(report, found)


@cache
def official_title(key: str) -> str:
    """Returns a section's official title, made comparable."""
    return next(label(line["chinese"]) for line in form.read_forms("sections") if line["key"] == key)


def cut_off(report: AnnualReport, found: list[Section]) -> bool:
    """Returns whether a file breaks off: only the form's first sections are there, and the last of them is unfinished (a heading without its end, a table without
    its last rows, a text that stops within a sentence)."""
    if not found or len(found) == len(keys()) or [s.key for s in found] != keys()[:len(found)]:
        return False
    last = found[-1]
    official = official_title(last.key)
    printed = label(NUMBERING.sub("", (last.heading or "").split("\n")[0]))
    if printed and printed != official and official.startswith(printed):
        return True
    if last.key in LABELS:
        edition = getattr(report.editions, last.key) or "2021"
        rows = [r.key for r in form.rows(last.key, edition) if r.kind == "figure"]
        return rows[-1] not in getattr(report, last.key) and not doubted(report, last.key)
    return bool(last.text.strip()) and not FINISHED.search(last.text.strip())


def other_form(report: AnnualReport) -> Answer | None:
    """Returns why the form of six sections cannot be asked of this report, or None where it can."""
    if report.year is None and not tables_there(report):
        return unknown("The year is not known, so that it is not certain which form applies.")
    if report.year is not None and report.year < FIRST_YEAR:
        return unknown("The form of six sections applies from the reports for 2019.")
    return unknown(ONLY_PART) if fragment(report) else None


@cache
def section_name(key: str) -> str:
    """Returns the English name of a section, which language.say translates into the official title."""
    return next(line["english"] for line in form.read_forms("sections") if line["key"] == key)


@cache
def table_name(table: str) -> str:
    """Returns the English name of a table, which language.say translates into the official title."""
    return next(line["english"] for line in form.read_forms("tables") if line["table"] == table)


def check_parts(report: AnnualReport) -> Iterator[Answer]:
    """A report has the form's six sections and three tables. A section or table is called missing only where the whole text shows no trace of it: where its
    table was read, or its words stand in the text unrecognised, the reading may be at fault and nothing is said. A picture in place of
    a table cannot be searched or counted (国办公开办函〔2021〕30号 asks for the form itself). Of a file that evidently holds only a part
    of a report nothing is said either. Another order of the sections is a warning, a title in other words information."""
    if reason := other_form(report):
        yield reason
        return
    yield from missing_parts(report)
    yield from order_and_titles(report)


def missing_parts(report: AnnualReport) -> Iterator[Answer]:
    """Yields one answer for each of the six sections and three tables."""
    whole, there = "\n".join(s.text for s in report.sections), {s.key for s in report.sections}
    compact = label(whole)
    for key in keys():
        if key in there:
            yield passed()
        elif key in LABELS and getattr(report, key):
            yield failed("Section “{section}” has no heading of its own, but its table is there.", {"section": section_name(key)}, severity="warning")
        elif trace(report, key):
            yield unknown("Section “{section}” was not found, but words of its heading stand in the text.", {"section": section_name(key)})
        else:
            yield failed("Section “{section}” is missing.", {"section": section_name(key)})
    for table, labels in LABELS.items():
        if getattr(report, table):
            yield passed()
        elif any(word in compact for word in labels) or doubted(report, table) or elsewhere(report, table):
            yield unknown("Table “{table}” could not be read, though there are traces of it.", {"table": table_name(table)})
        elif picture := picture_in(report, table):
            yield failed("In place of table “{table}” there is only a picture.", {"table": table_name(table)}, evidence=[picture])
        elif any("picture" in d.kind or "image" in d.kind for d in report.doubts):
            yield failed("Table “{table}” is missing; the report has pictures, which cannot be read.", {"table": table_name(table)},
                         severity="warning")
        elif report.source.format == "text" and not tables_there(report):
            yield failed("Table “{table}” is missing; a plain text file may have lost it.", {"table": table_name(table)}, severity="warning")
        else:
            yield failed("Table “{table}” is missing.", {"table": table_name(table)})


def trace(report: AnnualReport, key: str) -> bool:
    """Returns whether the words of a missing section's heading stand in the text as a heading may: on a short line, or right after a number. The lead-in, which
    often names the six parts, is searched only where few sections were found or the first one is missing."""
    few = len([s for s in report.sections if s.key in keys()]) < 3
    for section in report.sections:
        if section.key == "preamble" and not few and key != "overview":
            continue
        if re.search(rf"[一二三四五六七八九十\d]\s*[、.．]\s*[^。；;\n]{{0,12}}{WORDS[key]}", section.text):
            return True
        if any(WORDS[key] in line and len(line.strip()) <= LINE for line in section.text.split("\n")):
            return True
    return False


def elsewhere(report: AnnualReport, table: str) -> bool:
    """Returns whether a section sends the reader to an annex for its table."""
    section = report.section(table)
    return bool(section and ANNEX.search(section.text))


def picture_in(report: AnnualReport, key: str) -> Evidence | None:
    """Returns where a picture stands in the section, or None."""
    section = report.section(key)
    match = PICTURE.search(section.text) if section else None
    return Evidence(section=key, start=match.start(), end=match.end(), text=match[0]) if match else None


def order_and_titles(report: AnnualReport) -> Iterator[Answer]:
    """Yields whether the sections stand in the form's order, and one answer for each title."""
    found = [s for s in report.sections if s.key in keys()]
    order = [s.key for s in found]
    if order != sorted(order, key=keys().index):
        yield failed("The sections stand in another order than the form's: {sections}.", {"sections": [section_name(k) for k in order]},
                     severity="warning")
    else:
        yield passed()
    for section in found:
        printed = label(NUMBERING.sub("", (section.heading or "").split("\n")[0]))
        if not printed or printed == official_title(section.key):
            yield passed()
        else:
            yield failed("The title “{printed}” differs from the form's: “{official}”.", {"printed": section.heading.split("\n")[0].strip(),
                         "official": section_name(section.key)}, severity="information")


def check_topics(report: AnnualReport) -> Iterator[Answer]:
    """Section one tells of five things: disclosure, applications, management of information, platforms, supervision (国办公开办函〔2021〕30号, so from the reports for
    2021 on); the report of a people's government also of appraisal, public review and accountability (条例 art. 50(4); offices and
    departments are exempt). A topic counts as told where any of its usual words stands in the section."""
    if reason := other_form(report):
        yield reason
        return
    if report.year is not None and report.year < TOPICS_FROM:
        yield unknown("The five topics are asked for from the reports for 2021 on.")
        return
    overview = report.section("overview")
    if overview is None or len(overview.text) < SHORT:
        yield unknown("Section one is missing or empty.")
        return
    government = report.agency is not None and (report.agency.kind == "government" or (report.agency_name or "").endswith("人民政府"))
    missing = [name for name, words in (*TOPICS, *(GOVERNMENT_TOPICS if government else ())) if not re.search(words, overview.text)]
    if missing:
        yield failed("Section one says nothing of: {topics}.", {"topics": missing})
    else:
        yield passed()


def text_of(section: Section | None) -> str:
    """Returns a section's text without what holds no words."""
    return re.sub(r"\s|\[[^\]\n]*\]", "", section.text) if section else ""
