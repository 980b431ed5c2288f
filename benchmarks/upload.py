"""From a Word file chosen in the browser to its bar in the chart, beside the way to that chart alone: the clock's time in Chromium.

    python -m benchmarks.upload [REPORTS]       # by default 30000, a copy of the database of benchmarks.queries

Each file of the demonstration county is handed in by itself, in a session that has seen a chart: chosen until its preview stands, stored until its bar stands below;
then the page of volumes is opened until the bar stands there too.
"""
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.queries import CACHE, database
from loaders.samples import SAMPLES
from tests.browser import chromium, new_page, serve, settled, visit

FILES = sorted((SAMPLES / "county").glob("*_202[345].docx"))
BAR = ".stPlotlyChart .bars .point path"


def hand_in(page, file: Path) -> tuple[float, float, float]:
    """Returns the seconds until the preview stands, until the report is stored and its bar stands below, and until the page of volumes shows it."""
    page.get_by_role("link", name="上传").first.click()
    page.locator("input[type=file]").wait_for(state="attached")
    settled(page)
    started = time.perf_counter()
    page.locator("input[type=file]").set_input_files([str(file)])
    page.locator(".st-key-store-one button").wait_for()
    read = time.perf_counter()
    page.locator(".st-key-store-one button").click()
    page.locator(BAR).first.wait_for()
    stored = time.perf_counter()
    page.get_by_role("link", name="在图表中查看").click()
    page.locator(f".st-key-figure-ranking {BAR}").first.wait_for()
    return read - started, stored - read, time.perf_counter() - stored


def switch(page) -> float:
    """Returns the seconds of going from the page of uploads to that of volumes, with nothing handed in."""
    page.get_by_role("link", name="上传").first.click()
    settled(page)
    started = time.perf_counter()
    page.get_by_role("link", name="主动公开").click()
    page.locator(f".st-key-figure-ranking {BAR}").first.wait_for()
    return time.perf_counter() - started


def main(reports: int = 30_000) -> None:
    """Prints a line a file, and the medians."""
    database(reports).dispose()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(CACHE / f"q{reports}.db", Path(folder) / "board.db")
        with serve(f"sqlite:///{folder}/board.db", Path(folder)) as address, chromium() as browser:
            page = new_page(browser)
            visit(page, address)
            switch(page), hand_in(page, FILES[0])  # a first visit loads nine megabytes of script
            floor, times = statistics.median(switch(page) for _ in range(3)), []
            print(f"{reports} reports, load {os.getloadavg()[0]:.1f}; to the page of volumes alone {floor:.2f} s\n"
                  f"{'file':28} {'preview':>8} {'bar':>8} {'both, s':>8} {'ratio':>6} {'volumes':>8}")
            for file in FILES[1:]:
                read, stored, page_of_volumes = hand_in(page, file)
                times.append((read, stored, read + stored, (read + stored) / floor, page_of_volumes))
                print(f"{file.name:28} {read:8.2f} {stored:8.2f} {read + stored:8.2f} {(read + stored) / floor:6.1f} {page_of_volumes:8.2f}", flush=True)
            read, stored, both, ratio, page_of_volumes = (statistics.median(column) for column in zip(*times))
            print(f"{'median':28} {read:8.2f} {stored:8.2f} {both:8.2f} {ratio:6.1f} {page_of_volumes:8.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
