"""A small database of fictional agencies for the tests of pages, and a way to open a page of the dashboard."""
import hashlib
import re

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data.engine import engine
from data.store import save_reports
from report.checks import run_checks
from report.model import Agency, Doubt, Region, Source
from tests.reports import make_report

PAGES = ("overview", "find", "agency", "volumes", "channels", "themes", "copying", "compare", "tables", "report", "ranking", "rollup", "circular", "progress", "upload")
COUNTY = {"province": "江渚省", "city": "云州市", "county": "云汀县", "code": "990101"}


def report(name: str, kind: str, year: int, overview: str, figures: list, county: str = "云汀县", **changes):
    """Returns a report of one fictional agency with that section one and those figures."""
    made = make_report(year, texts={"overview": overview}, figures=figures, agency=Agency(name=name, kind=kind),
                       region=Region(**COUNTY | {"county": county, "code": "990101" if county == "云汀县" else "990102"}), **changes)
    made.title = f"{name}{year}年政府信息公开工作年度报告"
    made.source = Source(name=f"{name}{year}.docx", sha256=hashlib.sha256(f"{name}{year}".encode()).hexdigest(), bytes=9, format="docx", reader="docx")
    made.findings = run_checks(made)
    return made


def reports() -> list:
    """Returns the fictional agencies' reports: a total that its channels make up, one with channels outside, one blank, one in doubt."""
    both = "全年主动公开政府信息517条，政府网站138条（占26.7%），公众号379条（占73.3%）。"
    whole = [("disclosed.total", 517, "主动公开政府信息517条", {"unit": "条"}),
             ("disclosed.channel.website", 138, "政府网站138条（占26.7%）", {"unit": "条", "percent": 26.7, "within_total": True}),
             ("disclosed.channel.wechat", 379, "公众号379条（占73.3%）", {"unit": "条", "percent": 73.3, "within_total": True})]
    beside = "全年主动公开政府信息45条。另外公众号推送图文625篇，短视频148条。"
    outside = [("disclosed.total", 45, "主动公开政府信息45条", {"unit": "条"}),
               ("disclosed.channel.wechat", 625, "公众号推送图文625篇", {"unit": "篇", "within_total": False}),
               ("disclosed.channel.video", 148, "短视频148条", {"unit": "条", "within_total": False})]
    blank = {row: dict.fromkeys(("natural_person", "business", "research", "public_benefit", "legal_service", "other"), "") for row in ("received", "carried_in")}
    silent = report("云汀县白石乡人民政府", "township", 2023, "全年工作平稳。", [], disclosed={"licences": {"decided": 1660}}, requests=blank)
    unsure = report("云汀县教育局", "department", 2023, "全年公开信息若干。", [], disclosed={"penalties": {"decided": "约十"}})
    unsure.doubts.append(Doubt(kind="cell_text", message="表二有一格不是数字。", where="约十", cells=[{"table": "disclosed", "row": "penalties", "column": "decided"}]))
    wrong = report("南渡县石桥镇人民政府", "town", 2023, "全年主动公开政府信息80条。", [("disclosed.total", 80, "主动公开政府信息80条", {"unit": "条"})], county="南渡县",
                   requests={"granted": {"natural_person": 5, "total": 6}})
    return [report("云汀县芦荡街道办事处", "subdistrict", 2022, both, whole), report("云汀县芦荡街道办事处", "subdistrict", 2023, both, whole),
            report("云汀县朝阳路街道办事处", "subdistrict", 2023, beside, outside), silent, unsure, wrong]


def fill(url: str, demo: bool = False) -> None:
    """Stores the fictional reports in that database."""
    save_reports(engine(url), [(r, None) for r in reports()], demo=demo)


def open_page(page: str, lang: str = "zh", **address) -> AppTest:
    """Returns the page as it stands after its first run, at that address."""
    app = AppTest.from_file("../dashboard.py", default_timeout=60)
    app.query_params["lang"] = lang
    for name, value in address.items():
        app.query_params[name] = [str(v) for v in value] if isinstance(value, list) else str(value)
    app._page_hash = calc_hash(page) if page != PAGES[0] else ""  # switch_page knows files only, and these pages are functions
    return app.run()


def said(app: AppTest) -> str:
    """Returns every word on the page outside tables and charts."""
    words = [e.value for kind in ("title", "header", "subheader", "caption", "markdown", "error", "warning", "info", "success") for e in app.get(kind)]
    words += [e.proto.body for e in app.get("html")]
    words += [e.label for kind in ("button", "selectbox", "multiselect", "text_input", "toggle", "button_group", "expander") for e in app.get(kind)]
    words += [o for kind in ("selectbox", "multiselect") for e in app.get(kind) for o in e.options]
    words += [e.proto.label for kind in ("download_button", "page_link", "file_uploader") for e in app.get(kind)]
    without_style = [re.sub(r"<(style|script)>.*?</\1>", " ", w, flags=re.S) for w in words if w]
    return "\n".join(re.sub(r"<[^>]+>", " ", w) for w in without_style)
