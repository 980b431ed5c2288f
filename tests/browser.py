"""A server of the dashboard on a database of its own, and a browser in front of it; tests that use them skip where Chromium is not installed."""
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
WIDE = {"width": 1366, "height": 850}
LONG = 60_000  # milliseconds: a busy machine takes its time

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the tests in a browser need it")


def free_port() -> int:
    """Returns a port of this computer that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(url: str, folder: Path, *options: str, port: int | None = None):
    """Yields the address of a server on that or a free port, with these options of Streamlit; its log goes into the folder."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.headless", "true", *options]
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=os.environ | {"DATABASE_URL": url})
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


@contextmanager
def chromium():
    """Yields a browser; `expect` waits as long as a busy machine needs."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: the tests in a browser need it")
    sync_api.expect.set_options(timeout=LONG)
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser, **more):
    """Returns a page of a new context, as a new visitor opens it; the visitor reads Chinese."""
    page = browser.new_context(**{"viewport": WIDE, "locale": "zh-CN", "accept_downloads": True} | more).new_page()
    page.set_default_timeout(2 * LONG)
    return page


def settled(page) -> None:
    """Waits until the page is connected and its script has run."""
    page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def visit(page, address: str) -> None:
    """Opens the address and waits until the page's script has run to its end."""
    page.goto(address)
    settled(page)
    page.wait_for_selector("h1")
    settled(page)


def saved(page, press) -> bytes:
    """Returns the file that the browser saves after the press."""
    with page.expect_download() as saving:
        press()
    return Path(saving.value.path()).read_bytes()
