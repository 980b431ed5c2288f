"""From a Word file chosen in the browser to its bar in the chart, beside the way to that chart alone: the clock's time in Chromium.

    python -m benchmarks.upload [REPORTS]       # by default 30000, a copy of the database of benchmarks.queries

Each file of the demonstration county is handed in by itself: chosen until its preview stands, stored, and its page of volumes opened until its bar stands.
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
from tests.browser import chromium, new_page, serve, settled

FILES = sorted((SAMPLES / "county").glob("*_2024.docx")) + sorted((SAMPLES / "county").glob("*_2023.docx"))
BAR = ".stPlotlyChart .bars .point path"


def hand_in(page, address: str, file: Path) -> tuple[float, float, float]:
    """Returns the seconds until the preview stands, until the report is stored, and until its bar stands."""
    page.goto(f"{address}/upload")
    settled(page)
    page.locator("input[type=file]").wait_for(state="attached")
    started = time.perf_counter()
    page.locator("input[type=file]").set_input_files([str(file)])
    page.locator(".st-key-store-one button").wait_for()
    read = time.perf_counter()
    page.locator(".st-key-store-one button").click()
    page.get_by_role("link", name="在图表中查看").wait_for()
    stored = time.perf_counter()
    page.get_by_role("link", name="在图表中查看").click()
    page.locator(BAR).first.wait_for()
    return read - started, stored - read, time.perf_counter() - stored


def switch(page, address: str) -> float:
    """Returns the seconds of going to that chart from another page, with nothing handed in: the floor."""
    page.goto(f"{address}/upload?region=110101")
    settled(page)
    started = time.perf_counter()
    page.get_by_role("link", name="主动公开").click()
    page.locator(BAR).first.wait_for()
    return time.perf_counter() - started


def main(reports: int = 30_000) -> None:
    """Prints a line a file, and the medians."""
    database(reports).dispose()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(CACHE / f"q{reports}.db", Path(folder) / "board.db")
        with serve(f"sqlite:///{folder}/board.db", Path(folder)) as address, chromium() as browser:
            page = new_page(browser)
            switch(page, address), hand_in(page, address, FILES[0])  # a first visit loads nine megabytes of script
            floor, times = statistics.median(switch(page, address) for _ in range(3)), []
            print(f"{reports} reports, load {os.getloadavg()[0]:.1f}; to the chart alone {floor:.2f} s\n{'file':28} {'preview':>8} {'stored':>8} {'bar':>8} {'all, s':>8} {'ratio':>6}")
            for file in FILES[1:]:
                times.append(hand_in(page, address, file))
                print(f"{file.name:28} {times[-1][0]:8.2f} {times[-1][1]:8.2f} {times[-1][2]:8.2f} {sum(times[-1]):8.2f} {sum(times[-1]) / floor:6.1f}", flush=True)
            print(f"{'median':28} {' '.join(f'{statistics.median(column):8.2f}' for column in zip(*times))} {statistics.median(map(sum, times)):8.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
