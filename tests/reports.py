"""A complete and correct report of a fictional town in the 2021 form, and ways to change it: what tests of checks, rows and pages build on."""
import hashlib
from datetime import date

from report import form
from report.model import (Agency, AnnualReport, Cell, Clause, Doubt, Editions, Evidence, Figure, Region, Section, Source)

TEXTS = {
    "preamble": "云汀县青梧镇人民政府{year}年政府信息公开工作年度报告\n本报告统计期限为{year}年1月1日至{year}年12月31日。查询可联系青梧镇党政办公室（电话：0999-1234567）。",
    "overview": "（一）主动公开。{year}年，全镇主动公开政府信息120条，其中政府网站80条，占66.7%；政务微信40条，占33.3%。\n"
                "（二）依申请公开。{year}年，本镇收到政府信息公开申请3件，上年结转1件，办结3件，结转下年度1件。发生行政复议1件，未发生行政诉讼。\n"
                "（三）政府信息管理。目录逐季核对一次。\n（四）政府信息公开平台建设。栏目按月巡查。\n"
                "（五）监督保障。组织业务培训2次，工作考核、社会评议照常开展，没有责任追究情形。",
    "disclosed": "",
    "requests": "",
    "disputes": "",
    "problems": "一是栏目更新有时不够及时，个别信息迟了两周才上网；二是解读文章的形式比较单一。\n"
                "改进措施：一是给每个栏目定下更新时限，逾期由专人提醒；二是每份重要文件配图解和短视频解读。",
    "other": "本年度未收取信息处理费。没有其他需要报告的事项。",
}
DISCLOSED = {
    "regulations": {"made": 0, "repealed": 0, "in_force": 0}, "normative_documents": {"made": 2, "repealed": 1, "in_force": 5},
    "licences": {"decided": 12}, "penalties": {"decided": 4}, "coercive_measures": {"decided": 0}, "fees": {"amount_wan_yuan": 1.5},
}
COLUMNS = ("natural_person", "business", "research", "public_benefit", "legal_service", "other", "total")
REQUESTS = {  # natural persons, businesses; the other columns are 0
    "received": (2, 1), "carried_in": (1, 0), "granted": (1, 1), "partly_granted": (0, 0), "unavailable.not_held": (1, 0),
    "handled": (2, 1), "carried_out": (1, 0),
}
DISPUTES = {"reconsideration": (1, 0, 0, 0, 1), "litigation_direct": (0, 0, 0, 0, 0), "litigation_after_reconsideration": (0, 0, 0, 0, 0)}
FIGURES = (  # measure, value, words, anything else
    ("disclosed.total", 120, "主动公开政府信息120条", {"unit": "条"}),
    ("disclosed.channel.website", 80, "政府网站80条，占66.7%", {"unit": "条", "percent": 66.7, "within_total": True}),
    ("disclosed.channel.wechat", 40, "政务微信40条，占33.3%", {"unit": "条", "percent": 33.3, "within_total": True}),
    ("requests.received", 3, "收到政府信息公开申请3件", {"unit": "件"}),
    ("requests.carried_in", 1, "上年结转1件", {"unit": "件"}),
    ("requests.handled", 3, "办结3件", {"unit": "件"}),
    ("requests.carried_out", 1, "结转下年度1件", {"unit": "件"}),
    ("reconsiderations", 1, "行政复议1件", {"unit": "件"}),
    ("trainings", 2, "业务培训2次", {"unit": "次"}),
)
PROBLEMS = (("栏目更新有时不够及时，个别信息迟了两周才上网", ["timeliness"]), ("解读文章的形式比较单一", ["interpretation"]))
MEASURES = (("给每个栏目定下更新时限，逾期由专人提醒", ["timeliness"]), ("每份重要文件配图解和短视频解读", ["interpretation"]))
MARKS = {"": "blank", "/": "slash", "—": "slash", "-": "slash"}


def tables() -> dict[str, dict[str, dict]]:
    """Returns the three tables of the correct report as {table: {row: {column: value}}}."""
    requests = {}
    for row in form.rows("requests", "2021"):
        if row.kind == "figure":
            person, business = REQUESTS.get(row.key, (0, 0))
            requests[row.key] = dict(zip(COLUMNS, (person, business, 0, 0, 0, 0, person + business)))
    disputes = {block: dict(zip(("upheld", "corrected", "other", "pending", "total"), values)) for block, values in DISPUTES.items()}
    return {"disclosed": {row: dict(values) for row, values in DISCLOSED.items()}, "requests": requests, "disputes": disputes}


def evidence(sections: list[Section], words: str, key: str | None = None) -> Evidence:
    """Returns the first place of the words in the sections (in the one with that key, where given)."""
    for section in sections:
        if key in (None, section.key) and words in section.text:
            start = section.text.index(words)
            return Evidence(section=section.key, start=start, end=start + len(words), text=words)
    raise ValueError(f"no section says {words}")


def make_report(year: int | None = 2023, texts: dict | None = None, figures=None, problems=None, measures=None, disclosed: dict | None = None,
                requests: dict | None = None, disputes: dict | None = None, doubted: tuple = (), **changes) -> AnnualReport:
    """Returns the fictional town's report, complete and correct, with changes.

    `texts`: section key -> text, or None where the section is missing; {year} is filled in.
    `figures`: (measure, value, words of a section, {more fields}); by default those of FIGURES whose words the texts still hold.
    `problems`, `measures`: (words, themes). `disclosed`, `requests`, `disputes`: {row: {column: value}} laid over the correct table, where
    a value of "" is a blank cell, "/" a stroke, other words a cell with words, None takes the cell away; {} takes the whole table away and
    {row: None} the row. `doubted`: (table, row, column) of cells whose reading is in doubt. Other names are fields of AnnualReport.
    """
    sections = []
    for key, text in (TEXTS | (texts or {})).items():
        if text is not None:
            heading = next((f'{line["number"]}、{line["chinese"]}' for line in form.read_forms("sections") if line["key"] == key), None)
            sections.append(Section(key=key, heading=heading, text=text.replace("{year}", str(year))))
    whole = " ".join(s.text for s in sections)
    if figures is None:
        figures = [f for f in FIGURES if f[2] in whole]
    grids, cells = lay(tables(), {"disclosed": disclosed, "requests": requests, "disputes": disputes})
    editions = {table: "2021" if grids[table] else None for table in grids}
    fields = dict(
        source=Source(name="qingwu.txt", sha256="0" * 64, bytes=1, format="text", reader="text"),
        title=f"云汀县青梧镇人民政府{year}年政府信息公开工作年度报告",
        agency=Agency(name="云汀县青梧镇人民政府", kind="town"), region=Region(province="江渚省", city="云州市", county="云汀县", township="青梧镇"),
        year=year, published=date(year + 1, 1, 20).isoformat() if year else None, editions=Editions(**editions), sections=sections, cells=cells,
        figures=[Figure(measure=m, value=v, evidence=evidence(sections, words), **more) for m, v, words, more in figures],
        problems=clauses(sections, problems, PROBLEMS, whole), measures=clauses(sections, measures, MEASURES, whole),
        doubts=[Doubt(kind="cell", message="读取存疑", where="", cells=[dict(table=t, row=r, column=c) for t, r, c in doubted])] if doubted else [])
    return AnnualReport(**(fields | grids | changes))


def handed_in(report: AnnualReport, words: str = "") -> tuple[AnnualReport, bytes]:
    """Returns the report as if read from a file whose bytes are the words (by default, bytes of its own)."""
    data = (words or report.model_dump_json()).encode()
    source = report.source.model_copy(update={"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)})
    return report.model_copy(update={"source": source}), data


def clauses(sections, given, usual, whole) -> list[Clause]:
    """Returns the problems or measures: those given, or the usual ones that the texts still hold."""
    chosen = [c for c in usual if c[0] in whole] if given is None else given
    return [Clause(text=words, themes=list(themes), evidence=evidence(sections, words, "problems")) for words, themes in chosen]


def lay(grids: dict, changes: dict) -> tuple[dict, list[Cell]]:
    """Returns the tables with the changes laid over them, and their cells."""
    for table, rows in changes.items():
        if rows == {}:
            grids[table] = {}
        for row, values in (rows or {}).items():
            if values is None:
                grids[table].pop(row, None)
            else:
                merged = grids[table].get(row, {}) | values
                grids[table][row] = {c: v for c, v in merged.items() if v is not None}
    cells = []
    for table, rows in grids.items():
        for row, values in rows.items():
            for column, raw in values.items():
                words = isinstance(raw, str)
                cells.append(Cell(table=table, row=row, column=column, value=None if words else raw, raw=str(raw),
                                  state=MARKS.get(raw, "text") if words else "number"))
                values[column] = None if words else raw
    return grids, cells
