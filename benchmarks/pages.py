"""Server time of each page's script against that of an empty Streamlit page, in one run: the CPU of a repeated run, all answers remembered.

    python -m benchmarks.pages [REPORTS]        # by default 30000, the database of benchmarks.queries, at the address of a county
"""
import logging
import os
import statistics
import sys
import time

from streamlit.testing.v1 import AppTest

from benchmarks.queries import PAGES, PLACES, YEAR, database

RUNS = 3


def measure(app: AppTest) -> float:
    """Returns the median CPU milliseconds of running the page's script again."""
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        app.run()
        times.append(1000 * (time.process_time() - started))
    return statistics.median(times)


def main(reports: int = 30_000) -> None:
    from tests.board import open_page

    logging.disable(logging.WARNING)
    os.environ["DATABASE_URL"] = database(reports).url.render_as_string(hide_password=False)
    empty = AppTest.from_string("import streamlit as st\nst.set_page_config(layout='wide')\nst.title('empty')", default_timeout=60).run()
    floor = measure(empty)
    print(f"{'empty page':24} {floor:8.1f} ms\n{'page':24} {'ms':>8} {'ratio':>6}", flush=True)
    for page, address in PAGES:
        took = measure(open_page(page, year=YEAR, **address, **PLACES["county"]))
        print(f"{page + ' ' + address.get('show', ''):24} {took:8.1f} {took / floor:6.1f}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
