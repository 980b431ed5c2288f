"""One journey through the real dashboard in a real browser: hand a report in, see it in the chart, click its bar, get its rows, save them."""
import pytest

from tests.browser import ROOT, chromium, needs_chromium, new_page, serve, settled

REPORT = ROOT / "data" / "samples" / "county" / "liuwan_2024.txt"

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server of its own, with an empty database."""
    folder = tmp_path_factory.mktemp("journey")
    with serve(f"sqlite:///{folder / 'journey.db'}", folder) as address:
        yield address


@pytest.fixture
def page(address):
    with chromium() as browser:
        yield new_page(browser)


def test_from_the_file_to_its_rows(page, address, tmp_path):
    from playwright.sync_api import expect
    foreign = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith((address, "data:", "blob:", address.replace("http", "ws"))) else None)

    # a fresh server, asked first for a page by its own address, still begins at the entrance
    page.goto(f"{address}/upload")
    settled(page)
    expect(page.get_by_role("heading", name="上传")).to_be_visible()
    expect(page.get_by_role("link", name="主动公开")).to_be_visible()

    # hand in: shown before anything is stored
    page.locator("input[type=file]").set_input_files([str(REPORT)])
    expect(page.get_by_text("共 1 个文件：1 个已读取，0 个无法读取")).to_be_visible()
    expect(page.get_by_role("heading", name="预览")).to_be_visible()
    expect(page.get_by_text("青禾县柳湾街道办事处 · 2024").first).to_be_visible()
    page.locator(".st-key-store-one button").click()
    expect(page.get_by_text("已入库（新增）")).to_be_visible()
    expect(page.locator(".st-key-figure-standing .bars .point path").first).to_be_visible()  # its bar stands there at once

    # straight to the chart where it already stands
    page.get_by_role("link", name="在图表中查看").click()
    expect(page.get_by_role("heading", name="主动公开数量")).to_be_visible()
    page.goto(f"{address}/volumes?year=2024")
    settled(page)
    bar = page.locator(".stPlotlyChart .bars .point path").first
    expect(bar).to_be_visible()
    expect(page.locator(".stPlotlyChart .bars text").first).to_have_text("231")

    # its bar leads to its rows, and the address holds the pick
    box = bar.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    behind = page.locator(".st-key-behind-ranking")
    expect(behind.get_by_text("青禾县柳湾街道办事处：数据来源")).to_be_visible()
    expect(behind.locator("mark.proof").first).to_contain_text("231")
    assert "pick=ranking" in page.url

    # exactly those rows are saved
    with page.expect_download() as saving:
        behind.get_by_role("button", name="下载 CSV").click()
    saving.value.save_as(tmp_path / "rows.csv")
    text = (tmp_path / "rows.csv").read_bytes()
    lines = text.decode("utf-8-sig").splitlines()
    assert text.startswith(b"\xef\xbb\xbf") and len(lines) == 4 and {line.split(",")[2] for line in lines[1:]} == {"231", "70", "161"}

    # the way to the sentence in the report itself
    behind.get_by_role("link", name="在报告中查看").first.click()
    expect(page.locator("#here mark, mark#here, mark.here").first).to_be_visible()

    # back, and cleared
    page.go_back()
    page.locator(".st-key-clear-ranking button").click()
    expect(page.locator(".st-key-behind-ranking")).to_have_count(0)
    assert "pick=" not in page.url
    assert not foreign, f"the page asked for something outside: {foreign[:3]}"
