"""Copied prose among ten thousand reports of one year: what a sketch costs, how many candidates it leaves, which planted copies are found.

    python -m benchmarks.copying [REPORTS]

Every report has its own invented sentences (of a common stock of words, some common turns) of a length from 600 to 2,400 letters; in every fiftieth, a stated part
of the words is taken from another agency's report. Only the tables that copying needs are filled.
"""
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median

from sqlalchemy import func, insert, select

from data import alike, copies, likeness, phrases
from data.engine import engine, reading, writing
from data.filters import Filter
from data.models import AgencyRow, BucketRow, FindingRow, LikenessRow, ReadingRow, ReportRow, SectionRow, SketchRow, now
from data.sketches import buckets, warm

YEAR, AT_ONCE = 2024, 50
TURNS = 400  # turns of phrase that all writers use
OVERLAPS = (0.3, 0.5, 0.6, 0.8, 1.0)


def write(dice: random.Random, turns: list[str], letters: int) -> list[str]:
    """Returns sentences: one in five a turn that all use, the others of the writer's own characters."""
    said, length = [], 0
    while length < letters:
        said.append(dice.choice(turns) if dice.random() < 0.2 else "".join(chr(0x4E00 + int(dice.triangular(0, 3000, 300))) for _ in range(dice.randrange(12, 40))) + "。")
        length += len(said[-1])
    return said


def make(amount: int, seed: int = 7) -> tuple[list[tuple[str, str]], dict[int, tuple[int, float]]]:
    """Returns (section one, section five) of each report, and copier -> (source, share of its words taken)."""
    dice = random.Random(seed)
    turns = ["".join(chr(0x4E00 + int(dice.triangular(0, 3000, 300))) for _ in range(dice.randrange(12, 30))) + "。" for _ in range(TURNS)]
    texts = [(write(dice, turns, dice.randrange(400, 1800)), write(dice, turns, dice.randrange(200, 600))) for _ in range(amount)]
    planted = {}
    for copier in range(50, amount, 50):
        source, share = dice.randrange(copier), OVERLAPS[copier // 50 % len(OVERLAPS)]
        planted[copier] = (source, share)
        texts[copier] = tuple(mixed(dice, theirs, own, share) for theirs, own in zip(texts[source], texts[copier]))
    return [("".join(one), "".join(five)) for one, five in texts], planted


def mixed(dice: random.Random, theirs: list[str], own: list[str], share: float) -> list[str]:
    """Returns sentences of which about that share is theirs."""
    taken = [s for s in theirs if dice.random() < max(share, 0.5)]
    left, want = [], sum(map(len, taken)) * (1 - share) / share
    for sentence in own:
        if sum(map(len, left)) >= want:
            break
        left.append(sentence)
    return taken + left


def fill(database, texts: list[tuple[str, str]], start: int, stop: int) -> float:
    """Stores agencies, reports and sections of these texts; returns the CPU milliseconds a report of following their likeness."""
    spent = 0.0
    for first in range(start, stop, AT_ONCE):
        ids = range(first + 1, min(first + AT_ONCE, stop) + 1)
        with writing(database) as connection:
            connection.execute(insert(AgencyRow), [{"id": i, "region_code": 370000000000 + i * 1000, "name": f"第{i}镇人民政府", "comparable": f"第{i}镇", "kind": "town"} for i in ids])
            connection.execute(insert(ReportRow), [{"id": i, "agency_id": i, "region_code": 370000000000 + i * 1000, "kind": "town", "year": YEAR, "version": 1, "is_current": True,
                                                    "is_demo": False, "created_at": now(), "source_name": f"{i}", "source_sha256": f"{i:064x}", "source_bytes": 1,
                                                    "source_format": "text", "source_reader": "text"} for i in ids])
            connection.execute(insert(ReadingRow), [{"report_id": i, "identity": {"agency": {"name": f"第{i}镇人民政府"}, "region": None}, "layout": b""} for i in ids])
            connection.execute(insert(SectionRow), [{"report_id": i, "key": key, "seq": n, "heading": None, "text": texts[i - 1][n], "pages": []}
                                                    for i in ids for n, key in enumerate(("overview", "problems"))])
            started = time.process_time()
            alike.follow_likeness(connection, ids)
            spent += time.process_time() - started
    return spent / (stop - start) * 1000


def main(amount: int = 10_000) -> None:
    """Prints the measures."""
    warm()
    texts, planted = make(amount)
    with tempfile.TemporaryDirectory() as folder:
        database = engine(f"sqlite:///{Path(folder) / 'copies.db'}")
        comparisons = [0]
        compare = likeness.compare

        def counted(*arguments):
            comparisons[0] += 1
            return compare(*arguments)

        likeness.compare = counted
        print(f"letters a report: {mean(len(a) + len(b) for a, b in texts):,.0f}")
        print(f"following, CPU ms a report: {fill(database, texts, 0, amount // 10):.2f} (first tenth), {fill(database, texts, amount // 10, amount):.2f} (the rest)")
        print(f"word-for-word comparisons: {comparisons[0]:,} ({comparisons[0] / amount:.2f} a report)")
        likeness.compare = compare
        with reading(database) as connection:
            met = [in_same_buckets(connection, i) for i in range(1, amount + 1, max(1, amount // 200))]
            print(f"reports in the same buckets: median {median(met):.0f}, most {max(met)}")
            size = {t.__tablename__: connection.execute(select(func.count()).select_from(t)).scalar() for t in (BucketRow, LikenessRow, FindingRow)}
            print("rows:", size)
        started = time.process_time()
        n = phrases.count_phrases(database)
        print(f"set phrases: {n:,} in {time.process_time() - started:.1f} s")
        tell_found(database, planted)
        for name, question in (("pairs of a year", lambda: copies.query_copies(database, Filter(years=(YEAR,)))), ("its last year", lambda: copies.query_copies(database, Filter(years=(YEAR,)), True)),
                               ("how many compared", lambda: copies.query_comparable(database, Filter(years=(YEAR,))))):
            question()
            started = time.perf_counter()
            question()
            print(f"query, {name}: {(time.perf_counter() - started) * 1000:.0f} ms")


def in_same_buckets(connection, report_id: int) -> int:
    """Returns how many other reports share a bucket with this one."""
    lying = [b for row in connection.execute(select(SketchRow.__table__).where(SketchRow.report_id == report_id)) for b in buckets(row.content, row.year, row.part)]
    return len(set(connection.execute(likeness.SAME_BUCKET, {"buckets": lying}).scalars()) - {report_id})


def tell_found(database, planted: dict[int, tuple[int, float]]) -> None:
    """Prints how many of the planted copies are found, by what really stands in the source, and how many pairs nobody planted."""
    true, found = {"0.5 and more": [0, 0], "0.3 to 0.5": [0, 0]}, {tuple(sorted(p)) for p in copies.query_copies(database, Filter(years=(YEAR,)), least=likeness.KEPT)[["report_id", "other_id"]].values.tolist()}
    with reading(database) as connection:
        common = likeness.load_phrases(connection)
        for copier, (source, _) in planted.items():
            texts: dict = {}
            likeness.load_texts(connection, [copier + 1, source + 1], texts)
            rows = likeness.compare(texts[copier + 1], texts[source + 1], common, copier + 1, source + 1)
            most = max((max(r["share"], r["other_share"]) for r in rows), default=0)
            if most >= likeness.KEPT:
                kind = true["0.5 and more" if most >= 0.5 else "0.3 to 0.5"]
                kind[0] += 1
                kind[1] += tuple(sorted((copier + 1, source + 1))) in found
    for kind, (there, seen) in true.items():
        print(f"planted copies, share {kind}: {seen} of {there} found")
    expected = {tuple(sorted((copier + 1, source + 1))) for copier, (source, _) in planted.items()}
    others = {source: copier for copier, (source, _) in planted.items()}
    chance = [p for p in found - expected if not ({p[0] - 1, p[1] - 1} & set(planted) and {p[0] - 1, p[1] - 1} & (set(others) | set(planted)))]
    print(f"pairs that nobody planted: {len(chance)} (and {len(found - expected) - len(chance)} of two who copied from one)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
