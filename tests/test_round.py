"""The January round in a real browser: roster, who is missing, upload, findings, the note that sends a report back, roll-up, comparison, circular, and an
address that shows the same to somebody else. Every file that comes out is opened again and held against the rows stored."""
import io
import re
from collections import defaultdict

import docx
import openpyxl
import pytest

from data.engine import engine
from data.filters import Filter
from data.findings import query_finding_rows
from data.listings import query_reports
from data.store import load_report, save_reports
from exports.official import WIDTHS, lay_out
from loaders.assemble import read_report
from tests.browser import ROOT, chromium, needs_chromium, new_page, saved, serve, settled, visit
from tests.samples import WRITE, read_county, write_report

pytestmark = needs_chromium
COUNTY, YEAR = "990101", 2025
HERE = Filter((YEAR,), region=COUNTY)
UPLOADED = ("nongye", "zhuxi")  # handed in during the round; the township 双塘乡 hands in nothing
MISSING, WRONG, OWN = "青禾县双塘乡人民政府", "青禾县农业农村局", "青禾县人民政府"
SHEETS = {"disclosed": "表二", "requests": "表三", "disputes": "表四"}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """The county before the last reports are in: this year's but for those that the round brings, and of one agency and of the missing one last year's."""
    made = f"sqlite:///{tmp_path_factory.mktemp('round') / 'round.db'}"
    files = [p for p in sorted((ROOT / "data/samples/county").iterdir()) if p.stem.endswith("2025") and p.stem.split("_")[0] not in UPLOADED or p.stem in ("nongye_2024", "shuangtang_2024")]
    save_reports(engine(made), [(read_report(p.read_bytes(), p.name), p.read_bytes()) for p in files])
    return made


@pytest.fixture(scope="module")
def base(url, tmp_path_factory):
    with serve(url, tmp_path_factory.mktemp("server")) as address:
        yield address


def write_missing(folder) -> list[str]:
    """Writes the reports that are still to come as files and returns their paths."""
    paths = []
    for agency in read_county()["agency"]:
        if agency["slug"] in UPLOADED:
            path = folder / f"{agency['slug']}_{YEAR}.{agency['format'].split('-')[0]}"
            path.write_bytes(WRITE[agency["format"]](write_report(agency, YEAR, agency["years"][str(YEAR)])))
            paths.append(str(path))
    return paths


def stored(url: str) -> dict:
    """Returns agency -> this year's report as it is stored now."""
    found = query_reports(engine(url), HERE)
    return {name: load_report(engine(url), int(i)) for name, i in zip(found["agency"], found["report_id"])}


def added(reports) -> dict:
    """Returns (table, row, column) -> the sum of the numbers that the reports print there."""
    sums: dict = defaultdict(float)
    for report in reports:
        for cell in report.cells:
            if cell.state == "number":
                sums[cell.table, cell.row, cell.column] += cell.value
    return {place: round(value, 6) for place, value in sums.items()}


def printed(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def numbers_of(tables, table: str) -> dict:
    """Returns place -> the words that stand in the Word table of the official layout."""
    drawn = next(t for t in tables if [c.width.twips for c in t.columns] == list(WIDTHS[table]))
    lines = [row.cells for row in drawn.rows]
    return {(table, *box.cell): lines[box.line][box.column].text.strip() for box in lay_out(table, "2021") if box.cell}


def test_the_january_round(base, url, tmp_path):
    from playwright.sync_api import expect
    names = [agency["name"] for agency in read_county()["agency"]]
    at = f"region={COUNTY}&year={YEAR}"
    with chromium() as browser:
        page = new_page(browser, permissions=["clipboard-read", "clipboard-write"])

        # the roster: pasted, looked at, saved
        visit(page, f"{base}/progress?{at}&show=roster")
        expect(page.get_by_text("这里还没有名录")).to_be_visible()
        box = page.locator(f".st-key-pasted-{COUNTY} textarea")
        box.fill("\n".join(names))
        box.press("Control+Enter")
        page.get_by_role("button", name="读取粘贴的名单").click()
        expect(page.get_by_text(f"尚未保存。共 {len(names)} 行")).to_be_visible()
        page.locator(".st-key-roster-save button").click()
        expect(page.get_by_text(re.compile(f"已保存：共 {len(names)} 个机构")).first).to_be_visible()

        # who is missing
        visit(page, f"{base}/progress?{at}")
        lead = page.locator("p.lead")
        expect(lead).to_contain_text(f"{YEAR} 年度应报 {len(names)} 个机构，已报 {len(names) - 3} 个")
        for name in (MISSING, WRONG, "青禾县竹溪镇人民政府"):
            expect(lead).to_contain_text(name)

        # their reports come in
        page.get_by_role("link", name="上传未报的报告").click()
        expect(page.get_by_role("heading", name="上传")).to_be_visible()
        page.locator("input[type=file]").set_input_files(write_missing(tmp_path))
        expect(page.get_by_text("共 2 个文件：2 个已读取，0 个无法读取")).to_be_visible()
        page.locator(".st-key-store-clean button").click()
        expect(page.get_by_text("已入库（新增）")).to_have_count(2)
        visit(page, f"{base}/progress?{at}")
        expect(lead).to_contain_text(f"已报 {len(names) - 1} 个")
        expect(lead).to_contain_text(f"未报：{MISSING}。")
        reports = stored(url)
        assert sorted(reports) == sorted(set(names) - {MISSING})

        # what one of them gets wrong, and the note that sends it back
        visit(page, f"{base}/checks?{at}&show=agencies&q=农业农村局")
        wrong = query_finding_rows(engine(url), Filter((YEAR,), agencies=tuple(int(a) for a in query_reports(engine(url), HERE, "农业农村局")["agency_id"])))
        serious = wrong[wrong["severity"].isin(["error", "warning"])]
        assert len(serious) >= 1
        for message in serious["message"]:
            expect(page.get_by_text(message).first).to_be_visible()
        note = docx.Document(io.BytesIO(saved(page, page.locator(".st-key-note-save button").click)))
        told = "\n".join(p.text for p in note.paragraphs)
        assert WRONG in told and f"有{len(serious)}处需要修改或作出说明" in told and all(m.rstrip("。") in told for m in serious["message"])
        expect(page.get_by_text("已退回 1 次")).to_be_visible()

        # the roll-up, opened again and compared cell by cell with sums made anew from the rows
        visit(page, f"{base}/rollup?{at}")
        below = {name: report for name, report in reports.items() if name != OWN}  # the county's own report adds up the others
        expect(lead).to_contain_text(f"{len(names) - 1} 个机构中已汇总 {len(below)} 个")
        sums = added(below.values())
        word = docx.Document(io.BytesIO(saved(page, page.locator(".st-key-rollup-docx button").click)))
        book = openpyxl.load_workbook(io.BytesIO(saved(page, page.locator(".st-key-rollup-xlsx button").click)), data_only=True)
        places = 0
        for table, sheet in SHEETS.items():
            for (_, *cell), words in numbers_of(word.tables, table).items():
                assert float(words) == sums[table, *cell], (table, cell)
            for spot in lay_out(table, "2021"):
                if spot.cell:
                    assert book[sheet].cell(spot.line + 3, spot.column + 1).value == sums[table, *spot.cell], (table, spot.cell)
                    places += 1
        assert places == len(sums) > 150

        # two of them side by side
        ids = {name: int(i) for name, i in zip(*(query_reports(engine(url), HERE)[c] for c in ("agency", "agency_id")))}
        visit(page, f"{base}/compare?{at}&agency={ids[WRONG]}&agency={ids['青禾县竹溪镇人民政府']}")
        expect(lead).to_contain_text("应有 2 份报告，已入库 2 份")
        for name in (WRONG, "青禾县竹溪镇人民政府"):
            total = next(f.value for f in reports[name].figures if f.measure == "disclosed.total")
            expect(page.locator("table.official td", has_text=printed(total)).first).to_be_visible()

        # the circular says what the rows say
        visit(page, f"{base}/circular?{at}")
        letter = docx.Document(io.BytesIO(saved(page, page.locator(".st-key-save-circular button").click)))
        text = "\n".join(p.text for p in letter.paragraphs)
        rows = query_finding_rows(engine(url), HERE, limit=500)
        errors = rows[rows["severity"] == "error"]
        assert f"应报送{YEAR}年度报告的机构{len(names) - 1}个，已有报告{len(below)}份" in text and MISSING in text
        assert f"核查发现错误{len(errors)}处，涉及{errors['agency'].nunique()}个机构" in text and all(name in text for name in errors["agency"])
        for row in ("received", "carried_in", "handled", "carried_out"):
            assert printed(sums["requests", row, "total"]) in re.findall(r"[\d,.]*\d", text), row
        for table in SHEETS:
            assert numbers_of(letter.tables, table) == numbers_of(word.tables, table)

        # somebody else opens the address and sees the same page
        visit(page, f"{base}/themes?{at}")
        page.get_by_role("button", name="改进措施").or_(page.get_by_role("radio", name="改进措施")).first.click()
        expect(lead).to_contain_text("改进措施")
        settled(page)
        page.locator("#copy-link").click()
        expect(page.locator("#copy-link")).to_have_text("链接已复制")
        link, said = page.evaluate("navigator.clipboard.readText()"), lead.inner_text()
        assert "part=measure" in link and f"region={COUNTY}" in link
        other = new_page(browser)
        visit(other, link)
        expect(other.locator("p.lead")).to_have_text(said)
        expect(other.locator(".stPlotlyChart .bars .point")).to_have_count(page.locator(".stPlotlyChart .bars .point").count())
