"""One journey through the real dashboard in a real browser: hand a report in, see it in the chart, click its bar, get its rows, save them."""
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
REPORT = ROOT / "data" / "samples" / "county" / "liuwan_2024.txt"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the browser journey needs it")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server of its own on a free port, with an empty database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("journey")
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.headless", "true"]
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'journey.db'}"})
        try:
            for _ in range(120):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.5)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture
def page(address):
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: the browser journey needs it")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            opened = browser.new_context(viewport={"width": 1366, "height": 850}, locale="zh-CN", accept_downloads=True).new_page()
            opened.set_default_timeout(120_000)
            yield opened
        finally:
            browser.close()


def settled(page) -> None:
    """Waits until the page is connected and its script has run."""
    page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def test_from_the_file_to_its_rows(page, address, tmp_path):
    from playwright.sync_api import expect
    expect.set_options(timeout=60_000)  # a busy machine takes its time
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
