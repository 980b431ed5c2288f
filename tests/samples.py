"""Writes the demonstration county of data/samples/county.toml as real files, and the facts of published reports as JSON.

    python -m tests.samples              # rewrites data/samples/county/ (wants Chromium for the PDF files)
    python -m tests.samples REPORTS      # and data/samples/published/ from a folder of published reports
"""
import hashlib
import sys
import tomllib
from pathlib import Path

from loaders.assemble import read_report
from report import form
from report.model import AnnualReport, Clause, Evidence, Section, Source
from report.themes import theme as find_theme
from tests.official import (RESULTS, as_lines, disclosed_cells, disputes_cells, html_file, pdf_files, requests_cells, text_file,
                            word_file)

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
CHANNELS = ("website", "wechat", "weibo", "video", "app", "news", "bulletin", "new_media")
COUNT = "一二三四五六七八九"


def read_county() -> dict:
    """Returns county.toml."""
    return tomllib.loads((SAMPLES / "county.toml").read_text(encoding="utf-8"))


def write_prose(agency: dict, year: int, facts: dict) -> dict[str, list[str]]:
    """Returns the paragraphs of each section of one agency's report, the lead-in under `preamble`."""
    numbers = {"year": facts.get("period_year", year), "followers": facts.get("followers"), "total": facts["total"],
               **{c: facts.get(c) for c in CHANNELS}, **{f"c{i}": n for i, n in enumerate(facts.get("categories", []))}}
    for channel in CHANNELS:
        if channel in facts:
            numbers[f"{channel}_percent"] = facts.get(f"{channel}_percent", f"{100 * facts[channel] / facts['total']:.1f}")
    lead = agency["lead"].format(**numbers)

    def told(name: str) -> str:  # one text for every year, or one a year
        text = agency[name] if isinstance(agency[name], str) else agency[name][str(year)]
        return text.format(**numbers, trainings=facts["trainings"])

    numbers["year"] = year
    disclosed = agency["disclosed"].format(**numbers) + agency.get("categories", "").format(**numbers)
    if facts.get("interpretations"):
        disclosed += agency["interpretations"].format(n=facts["interpretations"])
    problems, measures = agency["problems"].get(str(year), []), agency["measures"].get(str(year), [])
    listed = "；".join(f"{COUNT[i]}是{p}" for i, p in enumerate(problems)) + "。"
    section = [f"对照要求，本{agency['self']}工作还有不足：{listed}"]
    if measures:
        section.append("针对上述问题，下一步改进措施：" + "；".join(f"{COUNT[i]}是{m}" for i, m in enumerate(measures)) + "。")
    return {"preamble": [lead],
            "overview": ["（一）主动公开", disclosed, "（二）依申请公开", write_applications(agency, year, facts),
                         "（三）政府信息管理", told("management"), "（四）平台建设", told("platform"),
                         "（五）监督保障", told("supervision")],
            "problems": section,
            "other": [f"{year}年，本机关没有收取信息处理费。没有其他需要报告的事项。", agency["name"], f"{year + 1}年1月{10 + len(agency['slug'])}日"]}


def write_applications(agency: dict, year: int, facts: dict) -> str:
    """Returns the sentence on applications that fits the figures of table 3."""
    received = facts.get("received_prose", sum(facts.get("received", [])))
    carried_in, carried_out = sum(facts.get("carried_in", [])), sum(facts.get("carried_out", []))
    if not received and not carried_in:
        return f"{year}年，本{agency['self']}没有收到政府信息公开申请。"
    sentence = f"{year}年，本{agency['self']}收到政府信息公开申请{received}件"
    if carried_in:
        sentence += f"，上年结转{carried_in}件"
    return sentence + (f"，结转下年度办理{carried_out}件。" if carried_out else "，均已按期答复。")


def fill_tables(facts: dict) -> tuple[list, list, list]:
    """Returns tables 2, 3 and 4 of one report as cells; printed totals are the sums, unless a fault was planted in the facts."""
    edition = facts.get("edition", "2021")
    made, repealed, in_force = facts.get("regulations", (0, 0, 0))
    disclosed = {"licences": {"decided": facts.get("licences", 0)}, "penalties": {"decided": facts.get("penalties", 0)},
                 "coercive_measures": {"decided": 0}, "fees": {"amount_wan_yuan": facts.get("fees", 0)},
                 "regulations": {"made": made, "repealed": repealed, "in_force": in_force},
                 "normative_documents": {"made": 0, "repealed": 0, "in_force": 0}}
    if edition == "2019":
        disclosed = {row.key: {c.key: 0 for c in form.columns("disclosed", row.key, edition)} for row in form.rows("disclosed", edition)}
        disclosed["licences"]["decided"] = facts.get("licences", 0)
    columns = [c.key for c in form.columns("requests", "*", "2021")]
    parts = {row.key: list(facts.get(row.key.split(".")[-1], [0] * 6)) if row.key not in ("other.other", "handled") else [0] * 6
             for row in form.rows("requests", "2021") if row.kind == "figure"}
    results = [key for key in parts if key not in ("received", "carried_in", "carried_out", "handled")]
    parts["handled"] = [sum(parts[key][i] for key in results) for i in range(6)]
    blank = facts.get("blank_parts", False)
    requests = {key: dict(zip(columns, [None] * 6 + [sum(v)] if blank else [*v, sum(v)])) for key, v in parts.items()}
    disputes = {row.key: dict(zip(RESULTS, facts.get(row.key, [0] * 5))) for row in form.rows("disputes")}
    return disclosed_cells(disclosed, edition), requests_cells(requests), disputes_cells(disputes)


def write_report(agency: dict, year: int, facts: dict) -> list:
    """Returns the blocks of one report: strings and tables, in order."""
    prose = write_prose(agency, year, facts)
    tables = dict(zip(("disclosed", "requests", "disputes"), fill_tables(facts)))
    blocks = [f"{agency['name']}{year}年政府信息公开工作年度报告", *prose["preamble"]]
    for i, line in enumerate(form.read_forms("sections")):
        blocks.append(f"{line['number']}、{line['chinese']}")
        blocks += [tables[line["key"]]] if line["key"] in tables else prose[line["key"]]
    return blocks


STYLE = ("body{font:12pt 'Noto Sans CJK SC',sans-serif}table{border-collapse:collapse;width:100%;font-size:9pt}"
         "td{border:1px solid #000;padding:3px;text-align:center}")
WRITE = {"docx": word_file, "html": lambda b: html_file(b, b[0], STYLE), "pdf": lambda b: html_file(b, b[0], STYLE),
         "txt-rows": text_file, "txt-cells": lambda b: text_file(b, as_lines)}


def write_county(folder: Path) -> list[Path]:
    """Writes every report of the county into the folder and returns the paths."""
    files, pages = {}, {}
    for agency in read_county()["agency"]:
        for year, facts in agency["years"].items():
            name = f"{agency['slug']}_{year}"
            content = WRITE[agency["format"]](write_report(agency, int(year), facts))
            if agency["format"] == "pdf":
                pages[name + ".pdf"] = content
            else:
                files[f"{name}.{agency['format'].split('-')[0]}"] = content
    files |= pdf_files(pages)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def keep_facts(report: AnnualReport) -> AnnualReport:
    """Returns the figures, tables and themes of a published report without any sentence of it: each fact stands as a line of our own,
    which is also its evidence. Findings that quote sentences are left out."""
    lines = {"overview": [], "problems": []}

    def note(section: str, text: str) -> Evidence:
        start = sum(len(line) + 1 for line in lines[section])
        lines[section].append(text)
        return Evidence(section=section, start=start, end=start + len(text), text=text)

    def name(figure) -> str:
        known = form.measures().get(figure.measure, {}).get("chinese", figure.measure)
        share = f"，占{figure.percent}%" if figure.percent is not None else ""
        return f"{figure.label or known}：{'约' if figure.approximate else ''}{figure.value}{figure.unit or ''}{share}"

    def clause(kind: str, found: Clause) -> Clause:
        themes = "、".join(find_theme(theme).chinese if theme != "unclassified" else "未归类" for theme in found.themes)
        evidence = note("problems", f"{kind}：{themes}")
        return Clause(text=themes, themes=found.themes, evidence=evidence, past=found.past)

    note("overview", "此处只有从原报告摘出的数字，原文见发布网站。")
    figures = [f.model_copy(update={"evidence": note("overview", name(f))}) for f in report.figures]
    problems = [clause("问题", c) for c in report.problems]
    measures = [clause("措施", c) for c in report.measures]
    headings = {s.key: s.heading for s in report.sections if s.key in lines}
    facts = report.model_copy(update={
        "figures": figures, "problems": problems, "measures": measures, "doubts": [],
        "findings": [f for f in report.findings if f.cells and not f.evidence],
        "sections": [Section(key=key, heading=headings.get(key), text="\n".join(text)) for key, text in lines.items() if text],
        "agency": report.agency.model_copy(update={"evidence": None}),
        "region": report.region.model_copy(update={"evidence": None})})
    content = facts.model_dump_json(exclude={"source"})
    facts.source = Source(name=f"{report.agency.name}{report.year}年（数字摘录）", sha256=hashlib.sha256(content.encode()).hexdigest(), bytes=len(content.encode()),
                          format="facts", reader="facts")
    return facts


def write_facts(reports: Path, folder: Path) -> list[Path]:
    """Writes the facts of every report file of a folder as parsed-report JSON and returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(reports.iterdir()):
        facts = keep_facts(read_report(path.read_bytes(), path.name))
        target = folder / f"{facts.region.code}_{facts.year}.json"
        target.write_text(facts.model_dump_json(exclude_none=False), encoding="utf-8")
        written.append(target)
    return written


if __name__ == "__main__":
    print(*write_county(SAMPLES / "county"), sep="\n")
    if len(sys.argv) > 1:
        print(*write_facts(Path(sys.argv[1]), SAMPLES / "published"), sep="\n")
