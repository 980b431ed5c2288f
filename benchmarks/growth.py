"""How much more the pages of one county ask when 600,000 reports are stored than when 30,000 are: both databases asked in turn, so that both meet the same machine.

    python -m benchmarks.growth             # PostgreSQL too where TEST_POSTGRESQL_URL is set; databases and clock are those of benchmarks.queries

The growth of a page is the median of its times at 600,000 by that at 30,000; the target is at most 1.5.
"""
import os
import statistics

from benchmarks.queries import PAGES, PLACES, YEAR, clock_of, database, note_questions, timed
from data.engine import moment

SIZES = (30_000, 600_000)
RUNS = 21


def main() -> None:
    for url in filter(lambda u: u != "", (None, os.environ.get("TEST_POSTGRESQL_URL", ""))):
        stores = [database(size, url) for size in SIZES]
        print(f"\n{stores[0].dialect.name}\n{'page':24} {'30,000 ms':>10} {'600,000 ms':>10} {'growth':>7}", flush=True)
        for page, address in PAGES:
            asked = [note(store, page, address) for store in stores]
            if not all(asked):
                continue
            clocks, times = [clock_of(store) for store in stores], [[] for _ in stores]
            for _ in range(RUNS):
                for store, questions, clock, told in zip(stores, asked, clocks, times):
                    told.append(timed(lambda: ask(store, questions), clock))
            medians = [statistics.median(told) for told in times]
            print(f"{page + ' ' + address.get('show', ''):24} {medians[0]:10.1f} {medians[1]:10.1f} {medians[1] / medians[0]:7.2f}", flush=True)


def note(store, page: str, address: dict) -> list:
    """Returns what the page asks of that database at a county's address, asked once already."""
    os.environ["DATABASE_URL"] = store.url.render_as_string(hide_password=False)
    questions, _ = note_questions(page, {"year": YEAR, **address, **PLACES["county"]})
    ask(store, questions)
    return questions


def ask(store, questions: list) -> None:
    with moment():
        for question, arguments, named in questions:
            question(store, *arguments, **named)


if __name__ == "__main__":
    main()
