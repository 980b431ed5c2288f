"""Files in, rows stored, end to end: reports a second with 1 and 2 reading processes and where the time goes; or a long run, stopped and taken up again.

    python -m benchmarks.ingest [--count 300]           # rates and shares
    python -m benchmarks.ingest --long 10000 [--seconds 900]   # killed half-way, gone on with: memory at every tenth, what was read again

The files are the official form in web pages and plain text, from as many invented agencies, with prose of their own (benchmarks/copying.py).
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.copying import write
from tests.generator import FORMATS, make

NAMES = "青白石柳松梅云溪桥田沙金清平长安和永丰乐东西南北上下大新古高"
YEARS = range(2021, 2026)
STAGES = (("looking up (hash, known files)", "loaders.ingest", ("read_bytes", "known_files", "known_failures")),
          ("reading, in processes of their own", "loaders.readers.sandbox", ("run_limited",)),
          ("storing", "loaders.writer", ("save_reports", "note_failures")))


def make_files(folder: Path, amount: int, seed: int = 3) -> None:
    """Writes that many reports of different agencies and years, a thousand a folder."""
    dice = random.Random(seed)
    turns = ["".join(chr(0x4E00 + int(dice.triangular(0, 3000, 300))) for _ in range(20)) + "。" for _ in range(400)]
    forms = [make(i, set()) for i in range(40)]
    for n in range(amount):
        agency, year = divmod(n, len(YEARS))
        first, second = divmod(agency, len(NAMES))
        blocks, name, file = list(forms[n % len(forms)].blocks), ("html", "rows")[n % 2], folder / f"{n // 1000:04}" / f"{n:06}"
        third = NAMES[first // len(NAMES) % len(NAMES)] if first >= len(NAMES) else ""
        blocks[0] = f"云汀县{third}{NAMES[first % len(NAMES)]}{NAMES[second]}镇人民政府{YEARS[year]}年政府信息公开工作年度报告"
        blocks[2] = f"全年主动公开政府信息{dice.randrange(20, 900)}条。" + "".join(write(dice, turns, 600))
        blocks[-3] = "一是解读形式不够多样；二是" + "".join(write(dice, turns, 250))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_suffix(Path(FORMATS[name][0]).suffix).write_bytes(FORMATS[name][1](blocks))


def memory() -> float:
    """Returns the megabytes of memory that this process holds, without the pages of the database file, which SQLite maps and the system may take back."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def child(url: str, folder: str, workers: int) -> None:
    """Ingests, and prints one line of JSON for every hundred files: number, memory, seconds; at the end the counts and where the time went."""
    from importlib import import_module

    from loaders.ingest import STATUSES, ingest

    spent, lock = dict.fromkeys((name for name, *_ in STAGES), 0.0), threading.Lock()

    def timed(stage, function):
        def call(*arguments, **named):
            begun = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                with lock:
                    spent[stage] += time.perf_counter() - begun
        return call

    for stage, module, functions in STAGES:
        for name in functions:
            setattr(import_module(module), name, timed(stage, getattr(import_module(module), name)))
    begun, done = time.monotonic(), 0

    def progress(outcome, total):
        nonlocal done
        done += 1
        if done % 100 == 0:
            print(json.dumps({"done": done, "memory": round(memory(), 1), "seconds": round(time.monotonic() - begun, 2), "status": outcome.status}), flush=True)

    summary = ingest([folder], url, workers, progress)
    print(json.dumps({"seconds": round(summary.seconds, 2), "cpu": round(time.process_time(), 2), **{s: summary.count(s) for s in STATUSES}, "spent": spent}), flush=True)


def start(url: str, folder: str, workers: int) -> subprocess.Popen:
    """Starts one ingest in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "benchmarks.ingest", "--child", url, folder, str(workers)], stdout=subprocess.PIPE, text=True)


def rates(count: int) -> None:
    """Prints reports a second with 1 and 2 reading processes, and where the time goes."""
    with tempfile.TemporaryDirectory() as scratch:
        make_files(Path(scratch, "in"), count)
        alone = None
        for workers in (1, 2):
            last = json.loads(start(f"sqlite:///{scratch}/{workers}.db", f"{scratch}/in", workers).communicate()[0].splitlines()[-1])
            alone = alone or last["seconds"]
            print(f"{workers} reading: {count / last['seconds']:.1f} reports a second, {alone / last['seconds']:.2f} times one; {last['added']} added; CPU of the writing "
                  f"process {1000 * last['cpu'] / count:.1f} ms a report")
            for stage, seconds in last["spent"].items():
                print(f"    {stage:36} {1000 * seconds / count:6.1f} ms a report, {100 * seconds / last['seconds']:3.0f} % of the run")


def long(count: int, seconds: float, workers: int = 2) -> None:
    """Prints memory and rate over a long run that is killed half-way and gone on with."""
    with tempfile.TemporaryDirectory() as scratch:
        make_files(Path(scratch, "in"), count)
        ends = time.monotonic() + seconds
        for part, stop_at in (("first run, killed half-way", count // 2), ("second run", count)):
            run, last, told = start(f"sqlite:///{scratch}/long.db", f"{scratch}/in", workers), {}, {}
            print(part)
            for line in run.stdout:
                last = json.loads(line)
                if "done" in last and (last["done"] % max(count // 10, 100) == 0 or told.get("status") != last["status"]):
                    print(f"    {last['done']:7} files  {last['memory']:6.0f} MB  {last['done'] / last['seconds']:6.1f} a second  {last['status']}", flush=True)
                    told = last
                if stop_at < count and last.get("done", 0) >= stop_at or time.monotonic() > ends:
                    run.kill()
                    break
            run.wait()
            print("    ", {k: v for k, v in last.items() if k != "spent"}, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--long", type=int)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], given.child[1], int(given.child[2]))
    elif given.long:
        long(given.long, given.seconds)
    else:
        rates(given.count)


if __name__ == "__main__":
    main()
