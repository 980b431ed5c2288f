"""A fictional county whose reports are added up: the 2021 and the 2019 form, blanks, a doubt, one missing, one managed from above, and its own report."""
import hashlib

from data.engine import engine
from data.store import save_reports
from report.checks import run_checks
from report.model import Agency, AnnualReport, Doubt, Editions, Region, Source
from tests.reports import COLUMNS, make_report

COUNTY = {"province": "示例省", "city": "示例市", "county": "青禾县", "code": "990101"}
PARTS = COLUMNS[:-1]
GONE = dict.fromkeys(("made", "repealed", "in_force"))
OLD_FORM = {
    "disclosed": {"regulations": GONE | {"newly_made": 0, "newly_published": 0, "total_published": 0},
                  "normative_documents": GONE | {"newly_made": 3, "newly_published": 4, "total_published": 17},
                  "licences": {"decided": 7, "last_year_items": 40, "change": -2}, "other_services": {"last_year_items": 5, "change": 0, "decided": 9},
                  "penalties": {"decided": 1, "last_year_items": 2, "change": 0}, "coercive_measures": {"decided": 0, "last_year_items": 0, "change": 0},
                  "fees": {"amount_wan_yuan": None, "last_year_items": 3, "change": 0}, "procurement": {"items": 2, "amount_wan_yuan": 8.25}},
    "requests": {"other.no_correction": None, "other.fee_unpaid": None, "other.other": None, "other": dict.fromkeys(COLUMNS, 0) | {"natural_person": 2, "total": 2}},
}


def filed(name: str, kind: str, year: int = 2024, code: str | None = None, **changes) -> AnnualReport:
    """Returns one fictional agency's report of the county, or of the place with that code."""
    region = Region(**COUNTY | ({"code": code, "county": None} if code else {}))
    made = make_report(year, agency=Agency(name=name, kind=kind), region=region, **changes)
    made.title = f"{name}{year}年政府信息公开工作年度报告"
    made.source = Source(name=f"{name}{year}.docx", sha256=hashlib.sha256(f"{name}{year}".encode()).hexdigest(), bytes=9, format="docx", reader="docx")
    made.findings = run_checks(made)
    return made


def county() -> list[AnnualReport]:
    """Returns the county's reports for 2024, the own report of the county last, after one of 2023 whose agency is missing in 2024."""
    blank = dict.fromkeys(PARTS, "")
    unsure = filed("青禾县教育局", "department", disclosed={"penalties": {"decided": "约十"}, "fees": {"amount_wan_yuan": 103.3879}},
                   requests={"received": {"natural_person": 9}}, published="2025-02-12")
    unsure.doubts.append(Doubt(kind="cell_text", message="表三有一格存疑。", where="9", cells=[{"table": "requests", "row": "received", "column": "natural_person"}]))
    return [filed("青禾县石滩镇人民政府", "town", 2023),
            filed("青禾县青梧镇人民政府", "town"), filed("青禾县芦荡街道办事处", "subdistrict", requests={"received": blank, "refused.state_secret": dict.fromkeys(COLUMNS, "")}),
            unsure, filed("青禾县开发区管理委员会", "zone", editions=Editions(disclosed="2019", requests="2019", disputes="2019"), **OLD_FORM),
            filed("青禾县白石乡人民政府", "township", disclosed={}, requests={"refused.state_secret": dict.fromkeys(COLUMNS, "/"), "carried_out": {"business": None}},
                  published=None, disputes={"reconsideration": {"upheld": 2}}),
            filed("青禾县气象局", "department", disclosed={"licences": {"decided": 5000}}),
            filed("青禾县人民政府", "government", disclosed={"licences": {"decided": 43}})]


SUMMED = slice(1, 6)  # of county(): those that are added up for 2024


def fill(url: str) -> None:
    """Stores the county."""
    save_reports(engine(url), [(r, None) for r in county()])
