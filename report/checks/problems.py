"""Section five: problems, measures, and whether they belong together."""
import re
from collections.abc import Iterator

from report.checks.answer import Answer, failed, passed, unknown
from report.checks.history import NO_PREVIOUS
from report.checks.sections import SHORT, ONLY_PART, fragment, text_of
from report.model import AnnualReport, Clause
from report.themes import UNCLASSIFIED

NOTHING = re.compile(r"^(?:[（(]?[一二1-2][)）、.]?)?(?:本年度|本单位|本机关|我[局镇乡委]|我街道)?(?:无|没有|暂无|不存在)(?:其他|存在|明显|主要)*(?:问题|情况)?[。.]?$")
AKIN = {  # problem's theme -> themes of measures that answer it too (new columns answer missing content, training answers new staff)
    "timeliness": {"platform", "supervision", "institutions", "staffing"}, "coverage": {"records", "platform", "forms", "timeliness"},
    "quality": {"review", "supervision", "skills", "interpretation"}, "interpretation": {"forms", "quality"}, "platform": {"forms", "supervision", "skills"},
    "forms": {"platform", "publicity", "interpretation"}, "response": {"platform", "publicity", "institutions"}, "publicity": {"forms", "platform", "response"},
    "skills": {"staffing", "institutions"}, "staffing": {"skills", "institutions"}, "awareness": {"institutions", "skills", "supervision"},
    "institutions": {"supervision", "staffing", "awareness", "records"}, "requests": {"skills", "institutions", "records"},
    "review": {"institutions", "skills", "quality"}, "supervision": {"institutions", "awareness"}, "records": {"coverage", "institutions", "platform"},
}
COMMON = re.compile(r"政府信息公开|政务公开|信息公开|政府信息|政务信息|公开|信息|工作|政务|政府|进一步|加强|提高|提升|完善|不够|不足|需要|有待|存在|问题|内容|方面|力度|水平|[^\u4e00-\u9fff]")
MEASURE_WORDS = re.compile(r"措施|下一步|下步|今后|整改|改进|将(?:进一步|继续|着力|加强|采取)|针对|为此|打算|计划")


def check_section(report: AnnualReport) -> Iterator[Answer]:
    """Section five names problems of substance and what is done about them. An empty section, “none” or less than twenty characters is an error.
    Problems without any measure, and measures that are all for quite other things than the problems, are warnings. Where the section speaks of measures that were not
    recognised as such, nothing is said."""
    section = report.section("problems")
    if section is None:
        yield unknown(ONLY_PART if fragment(report) else "Section five was not found.")
        return
    text = text_of(section)
    if len(text) < SHORT and not NOTHING.match(text or "-") and fragment(report):
        yield unknown(ONLY_PART)
        return
    if not text or NOTHING.match(text):
        yield failed("Section five names no problem: it is empty or says “none”.", {})
        return
    if len(text) < SHORT:
        yield failed("Section five has only {count} characters: “{text}”.", {"count": len(text), "text": text})
        return
    problems = [p for p in report.problems if not p.past]
    if not problems:
        yield unknown("No problem was recognised in section five.")
        return
    yield from follow_up(report, problems, section.text)


def follow_up(report: AnnualReport, problems: list[Clause], text: str) -> Iterator[Answer]:
    """Yields whether measures follow the problems and take up their themes."""
    evidence = [p.evidence for p in problems]
    if not report.measures:
        if MEASURE_WORDS.search(text):
            yield unknown("The section speaks of measures, but none was recognised.", evidence=evidence)
        else:
            yield failed("Section five names {count} problems, but no measure.", {"count": len(problems)}, evidence=evidence, severity="warning")
        return
    open_problems = [p for p in problems if set(p.themes) - {UNCLASSIFIED}]
    if not open_problems:
        yield unknown("The problems could not be put under any theme, so that measures cannot be matched to them.", evidence=evidence)
    elif not any(taken_up(p, report.measures) for p in open_problems):
        if any(not set(m.themes) - {UNCLASSIFIED} for m in report.measures):
            yield unknown("Some measures could not be put under any theme, so that they cannot be matched to the problems.", evidence=evidence)
        else:
            yield failed("None of the {measures} measures takes up any of the {problems} problems.",
                         {"measures": len(report.measures), "problems": len(open_problems)},
                         evidence=[*evidence, *(m.evidence for m in report.measures)], severity="warning")
    else:
        yield passed(evidence=evidence)


def taken_up(problem: Clause, measures: list[Clause]) -> bool:
    """Returns whether a measure may answer the problem: it shares a theme with it, has a theme akin to one of its themes, or speaks of the same thing in the
    same words (“学校”, “信息员”). Doubtful matches count, so that only measures for quite other things are pointed out."""
    wanted = set(problem.themes) - {UNCLASSIFIED}
    wanted |= {akin for theme in wanted for akin in AKIN.get(theme, ())}
    words = pairs_of_letters(problem.text)
    return any(wanted & set(m.themes) or words & pairs_of_letters(m.text) for m in measures)


def pairs_of_letters(text: str) -> set[str]:
    """Returns every two neighbouring letters of the words that are not common to all reports."""
    return {piece[i:i + 2] for piece in COMMON.split(text) for i in range(len(piece) - 1)}


def check_repeated(report: AnnualReport, previous: AnnualReport | None) -> Iterator[Answer]:
    """A problem that is named two years running, with no measure reported for it this year, has not been followed up. Compared by theme, so a person
    decides whether it is the same problem."""
    if previous is None:
        yield unknown(NO_PREVIOUS)
        return
    now, before = ([p for p in r.problems if not p.past and set(p.themes) - {UNCLASSIFIED}] for r in (report, previous))
    if not now or not before:
        yield unknown("One of the two years names no problem that could be put under a theme.")
        return
    known = {theme for p in before for theme in p.themes} - {UNCLASSIFIED}
    repeated = [p for p in now if set(p.themes) & known and not taken_up(p, report.measures)]
    if repeated:
        yield failed("{count} problems were named last year too, and no measure takes them up.", {"count": len(repeated)},
                     evidence=[p.evidence for p in repeated])
    else:
        yield passed(evidence=[p.evidence for p in now])
