"""Crowds and crashes: eight writers at once, one writer beside eight readers, and writers killed in the middle of it; counts errors and what was lost.

    python -m benchmarks.crash [KILLS] [SECONDS] [DATABASE_URL]

Every process has its own connection, as on a server. Writers store batches of five reports with their files, half of them newer versions of what the
others store; `ingest` is the commands' and the upload page's whole way, reading included. A killed writer has said which batches were stored: those must
be there, and every report that is there must be whole (`data.doctor`). DATABASE_URL (else a temporary SQLite file) is filled with invented reports.
"""
import hashlib
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from data.doctor import examine
from data.engine import engine, reading
from data.models import ReportRow
from data.queries import query_attention, query_versions, query_volumes
from data.sketches import warm
from data.store import save_reports
from loaders.ingest import ingest
from loaders.samples import SAMPLES
from tests.reports import make_report

FORK = multiprocessing.get_context("fork")  # a child starts in milliseconds; the parent never opens the database
BATCH = 5
WRITERS = READERS = 8
READ = {"volumes": query_volumes, "attention": query_attention, "versions": lambda store: query_versions(store, 1, 2020)}


def batch(who: str, n: int) -> list:
    """Returns five reports of five years with their bytes; another `who` or `n` makes them newer versions of the same."""
    pairs = []
    for i in range(BATCH):
        report = make_report(year=2016 + i, title=f"{who} {n}")
        data = report.model_dump_json().encode()
        report.source = report.source.model_copy(update={"name": f"{who}-{n}-{i}", "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)})
        pairs.append((report, data))
    return pairs


def write(url: str, who: str, seconds: float, said) -> None:
    """Stores batches for that long; tells of each how long it took, and how many of its reports failed."""
    store, until, n = engine(url), time.monotonic() + seconds, 0
    said.send(("ready", 0, 0))
    while time.monotonic() < until:
        pairs, begun = batch(who, n), time.perf_counter()
        outcomes = save_reports(store, pairs)
        said.send((f"{who}-{n}", time.perf_counter() - begun, sum(o.status == "failed" for o in outcomes)))
        n += 1
    said.close()


def read(url: str, who: str, seconds: float, said) -> None:
    """Asks what a page asks, for that long."""
    store, until = engine(url), time.monotonic() + seconds
    while time.monotonic() < until:
        for name, query in READ.items():
            begun = time.perf_counter()
            try:
                query(store)
                failed = 0
            except Exception:
                failed = 1
            said.send((name, time.perf_counter() - begun, failed))
        time.sleep(0.02)
    said.close()


def read_files(url: str, who: str, seconds: float, said) -> None:
    """Ingests three files of its own, and one that all have, by the whole way."""
    with tempfile.TemporaryDirectory() as folder:
        for i, path in enumerate(sorted((SAMPLES / "county").glob("*.txt"))[:4]):
            Path(folder, path.name).write_text(path.read_text(encoding="utf-8") + ("" if i == 3 else f"\n{who}\n"), encoding="utf-8")
        begun = time.perf_counter()
        found = ingest([folder], url, 0)
        for one in found.files:
            said.send((one.problem.message("en") if one.problem else one.status, (time.perf_counter() - begun) / len(found.files), int(one.status == "failed")))
    said.close()


def crowd(url: str, jobs: list, seconds: float) -> dict[str, list]:
    """Runs the jobs at once, each a process; returns what each said."""
    pipes = [FORK.Pipe(duplex=False) for _ in jobs]
    running = [FORK.Process(target=job, args=(url, f"{job.__name__}{i}", seconds, pipe[1])) for i, (job, pipe) in enumerate(zip(jobs, pipes))]
    for one in running:
        one.start()
    heard: dict[str, list] = {f"{job.__name__}{i}": [] for i, job in enumerate(jobs)}
    ends = {pipe[0]: name for name, pipe in zip(heard, pipes)}
    for pipe in pipes:
        pipe[1].close()
    while ends:
        for end in multiprocessing.connection.wait(list(ends)):
            try:
                heard[ends[end]].append(end.recv())
            except EOFError:
                del ends[end]
    for one in running:
        one.join()
    heard["codes"] = [one.exitcode for one in running]
    return heard


def stored(url: str, names: set[str]) -> tuple[int, int, int, list]:
    """Returns how many reports there are, how many of the named batches are not whole there, how many agencies' years have a current one, and the doctor's complaints.
    In a process of its own."""
    def look(said):
        store = engine(url)
        with reading(store) as connection:
            there = set(connection.execute(select(ReportRow.source_name)).scalars())
            current = connection.execute(select(func.count()).where(ReportRow.is_current == True)).scalar()  # noqa: E712
        lost = sum(f"{name}-{i}" not in there for name in names for i in range(BATCH))
        said.send((len(there), lost, current, [c.message("en") for c in examine(store, every=True)]))

    here, there = FORK.Pipe(duplex=False)
    one = FORK.Process(target=look, args=(there,))
    one.start()
    answer = here.recv()
    one.join()
    return answer


def tell(what: str, times: list[float], more: str = "") -> None:
    """Prints a line: how many, and how long they took."""
    times = sorted(times) or [0.0]
    print(f"{what:34} {len(times):6} p50 {times[len(times) // 2] * 1000:7.1f} ms  p95 {times[int(len(times) * .95)] * 1000:7.1f} ms  {more}", flush=True)


def crowds(url: str, seconds: float) -> None:
    """Eight writers, eight readers alone, one writer beside eight readers, eight ingests."""
    for what, jobs in ((f"{WRITERS} writers", [write] * WRITERS), (f"{READERS} readers", [read] * READERS), (f"1 writer + {READERS} readers", [write] + [read] * READERS),
                       (f"{WRITERS} ingests of 4 files", [read_files] * WRITERS)):
        heard = crowd(url, jobs, seconds)
        codes, lines = heard.pop("codes"), {job: [x for name, told in heard.items() if name.startswith(job.__name__) and name[len(job.__name__):].isdigit()
                                                  for x in told if x[0] != "ready"] for job in set(jobs)}
        errors = sum(x[2] for told in lines.values() for x in told) + sum(code != 0 for code in codes)
        kept = {x[0] for x in lines.get(write, [])}
        reports, lost, _, complaints = stored(url, kept)
        for job, told in sorted(lines.items(), key=lambda item: item[0].__name__):
            errors_said = {str(x[0]) for x in told if x[2]} | {f"exit {code}" for code in codes if code}
            tell(f"{what}: {job.__name__}", [x[1] for x in told], f"errors {errors} {' '.join(errors_said)}, lost {lost}, complaints {complaints}")


def warm_up() -> float:
    """Loads what a first batch loads, so that the children need not, and returns the seconds of a batch."""
    with tempfile.TemporaryDirectory() as folder:
        store = engine(f"sqlite:///{folder}/warm.db")
        for n in range(3):
            pairs, begun = batch("warm", n), time.perf_counter()
            save_reports(store, pairs)
        store.dispose()
        return time.perf_counter() - begun


def kill(url: str, times: int, seed: int = 1) -> None:
    """Kills as many writers, each at a random moment of its first batches; what they said was stored must be there, whole, and nothing half."""
    dice, killed, usual = random.Random(seed), 0, warm_up()
    told = crowd(url, [write], 2 * usual)["write0"][1:]
    kept, first = {name for name, _, _ in told}, told[0][1]  # a writer's first batch takes longer: its questions are made for the first time
    for k in range(times):
        here, there = FORK.Pipe(duplex=False)
        one = FORK.Process(target=write, args=(url, f"kill{os.getpid()}x{k}", 60, there))
        one.start()
        there.close()
        here.recv()  # ready
        time.sleep(dice.uniform(0, first + 3 * usual))
        os.kill(one.pid, signal.SIGKILL)
        one.join()
        killed += one.exitcode == -signal.SIGKILL
        while True:  # what it had said before
            try:
                kept.add(here.recv()[0])
            except EOFError:
                break
        if (k + 1) % 50 == 0 or k + 1 == times:
            reports, lost, current, complaints = stored(url, kept)
            print(f"{killed} kills -9: {len(kept)} batches acknowledged, {reports} reports there, {reports % BATCH} of a half batch, lost {lost}, current {current}, "
                  f"complaints {complaints}", flush=True)


def main(kills: int = 200, seconds: float = 10, url: str | None = None) -> None:
    """Prints the crowds and the kills."""
    warm()
    print(f"a batch of {BATCH} alone: {warm_up() * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        if kills:
            kill(url or f"sqlite:///{folder}/kill.db", kills)
        crowds(url or f"sqlite:///{folder}/crowd.db", seconds)


if __name__ == "__main__":
    main(*(convert(a) for convert, a in zip((int, float, str), sys.argv[1:])))
