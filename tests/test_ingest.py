"""Many files at once: every file gets its outcome, repeating changes nothing, a killed run goes on, a bad file costs only itself."""
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from data.engine import engine
from data.queries import query_journal, query_volumes
from data.store import load_document, load_report, save_reports
from loaders import pool
from loaders.errors import UnreadableFile
from loaders.find import find_files
from loaders.ingest import ingest, read_file
from loaders.samples import SAMPLES, load_samples
from tests.jobs import behave, read_json
from tests.reports import make_report

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def write_reports(folder: Path, years, title: str = "") -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{year}.json" for year in years]
    for year, path in zip(years, paths):
        path.write_text(make_report(year=year, title=title).model_dump_json())
    return paths


def statuses(summary) -> dict[str, str]:
    return {f.path.name: f.status for f in summary.files}


# outcomes

@pytest.mark.parametrize("workers", [0, 2])
def test_each_file_gets_its_outcome(tmp_path, workers):
    url, folder = f"sqlite:///{tmp_path}/i.db", tmp_path / "in"
    write_reports(folder, [2021, 2022])
    (folder / "bad.json").write_text("x")
    seen = []
    first = ingest([folder, tmp_path / "none.txt"], url, workers, lambda outcome, total: seen.append((outcome.path.name, total)), job=read_json)
    assert statuses(first) == {"2021.json": "added", "2022.json": "added", "bad.json": "failed", "none.txt": "failed"}
    assert {f.path.name: f.problem.kind for f in first.files if f.problem} == {"bad.json": "encrypted", "none.txt": "not_found"}
    assert sorted(seen) == sorted((name, 4) for name in statuses(first))
    again = ingest([folder], url, workers, job=read_json)
    assert {s for s in statuses(again).values()} == {"unchanged", "failed"} and again.count("unchanged") == 2
    write_reports(folder, [2022], "改过")
    assert statuses(ingest([folder / "2022.json"], url, workers, job=read_json)) == {"2022.json": "replaced"}
    assert query_journal(engine(url))["action"].tolist() == ["replaced", "added", "added"]


def test_known_files_are_not_read_again(tmp_path):
    url, paths = f"sqlite:///{tmp_path}/i.db", write_reports(tmp_path / "in", [2021])
    ingest(paths, url, 0, job=read_json)
    assert ingest(paths, url, 0, job=lambda path: pytest.fail("read again")).count("unchanged") == 1


def test_newer_file_in_name_order_wins_whatever_is_read_first(tmp_path):
    url, folder = f"sqlite:///{tmp_path}/i.db", tmp_path / "in"
    for name, title in (("a slow.json", "旧"), ("b.json", "新")):
        write_reports(folder, [2022], title)[0].rename(folder / name)
    summary = ingest([folder], url, 2, job=read_json)
    assert statuses(summary) == {"a slow.json": "added", "b.json": "replaced"}
    assert load_report(engine(url), int(query_volumes(engine(url))["report_id"][0])).title == "新"


def test_folders_are_searched_in_order_and_leftovers_passed_over(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", "~$a.docx", ".hidden", "b/Thumbs.db", "__MACOSX/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [str(p.relative_to(tmp_path)) for p in find_files([tmp_path])] == ["a.txt", "b/1.txt", "b/2.txt"]


# several at once

def test_results_come_in_the_order_of_the_files():
    names = ["a slow", "b", "c", "bad", *"defghijklmnopqrstuvwxyz"]
    results = dict(pool.run(behave, names, 2))
    assert list(results) == names
    assert {n: r.kind for n, r in results.items() if isinstance(r, UnreadableFile)} == {"bad": "encrypted"}
    assert results["a slow"] == "A SLOW"


def test_little_is_read_ahead_of_a_slow_file():
    begun = []
    results = pool.run(lambda item: begun.append(item) or behave(str(item)), ["slow", *range(1000)], 2)
    next(results)
    assert len(begun) <= pool.AHEAD * 2
    results.close()


def test_bad_file_costs_only_itself(tmp_path):
    url, folder = f"sqlite:///{tmp_path}/i.db", tmp_path / "in"
    folder.mkdir()
    for name, content in (("1 empty.txt", b""), ("2 picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(99)), ("3 cut.docx", b"PK\x03\x04" + bytes(99))):
        (folder / name).write_bytes(content)
    shutil.copy(next((SAMPLES / "county").glob("*.txt")), folder / "4 fine.txt")
    summary = ingest([folder], url, 2)
    assert statuses(summary) == {"1 empty.txt": "failed", "2 picture.pdf": "failed", "3 cut.docx": "failed", "4 fine.txt": "added"}
    assert all(f.problem.message("zh") and f.problem.hint("zh") for f in summary.files if f.status == "failed")


INGEST = """
import sys
from pathlib import Path
from loaders.ingest import ingest
from tests.jobs import read_json
if __name__ == "__main__":
    import loaders.writer
    loaders.writer.BATCH = 3
    ingest([sys.argv[2]], sys.argv[1], 1, lambda outcome, total: print(outcome.path.name, flush=True), job=read_json)
"""


def test_killed_run_goes_on_where_it_was(tmp_path):
    url, folder = f"sqlite:///{tmp_path}/i.db", tmp_path / "in"
    write_reports(folder, range(2000, 2030))
    (tmp_path / "run.py").write_text(INGEST)
    run = subprocess.Popen([sys.executable, tmp_path / "run.py", url, folder], cwd=ROOT, stdout=subprocess.PIPE, text=True,
                           env=os.environ | {"PYTHONPATH": str(ROOT)})
    for _ in range(5):
        run.stdout.readline()
    run.kill()
    run.wait()
    plain = sqlite3.connect(tmp_path / "i.db")
    stored = plain.execute("SELECT count(*) FROM report").fetchone()[0]
    assert stored == plain.execute("SELECT count(*) FROM document").fetchone()[0] == plain.execute(
        "SELECT count(DISTINCT report_id) FROM section").fetchone()[0]
    assert 3 <= stored < 30 and plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    rest = ingest([folder], url, 0, job=read_json)
    assert (rest.count("unchanged"), rest.count("added")) == (stored, 30 - stored)


# real files

@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not here")
def test_every_report_of_the_corpus_comes_out_of_the_database_as_it_was_read(tmp_path):
    files = [p for part in ("seeds", "corpus", "real") for p in sorted((SHARED / part / "reports").iterdir())]
    pairs = [read_file(path) for path in files]
    database = engine(f"sqlite:///{tmp_path}/all.db")
    for (report, data), outcome in zip(pairs, save_reports(database, pairs)):
        assert outcome.status in ("added", "replaced"), report.source.name
        stored = load_report(database, outcome.report_id)
        assert stored == report and stored.model_dump_json() == report.model_dump_json(), report.source.name
        assert load_document(database, outcome.report_id) == data


def test_samples_come_and_stay_marked(tmp_path):
    url = f"sqlite:///{tmp_path}/s.db"
    summary = load_samples(url)
    assert summary.count("added") == len(summary.files) == sum(1 for folder in SAMPLES.iterdir() if folder.is_dir() for _ in folder.iterdir())
    assert query_volumes(engine(url))["is_demo"].all()
    assert load_samples(url).count("unchanged") == len(summary.files)
    uploaded = shutil.copy(next((SAMPLES / "county").glob("*.txt")), tmp_path / "mine.txt")
    assert statuses(ingest([uploaded], url, 0)) == {"mine.txt": "replaced"}  # the real file takes the place of the sample
