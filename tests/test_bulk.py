"""A hundred thousand files: little memory, no file tried twice for nothing, two runs or two machines at once, workers that die."""
import json
import os
import shutil
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from data.engine import engine, reading
from data.errors import DatabaseProblem
from data.failures import query_failures
from data.models import ReportRow
from data.versions import Outcome
from loaders import spread, summary, version, writer
from loaders.commands import main
from loaders.errors import UnreadableFile
from loaders.find import count_files, find_files, read_bytes
from loaders.ingest import ingest
from loaders.samples import SAMPLES
from loaders.summary import FileOutcome, Summary
from tests.databases import POSTGRESQL, empty_database
from tests.jobs import deadly, read_json
from tests.test_ingest import ROOT, statuses, write_reports

FINE = sorted((SAMPLES / "county").glob("*.txt"))


# what failed is not tried again for nothing

def failing(tried: list):
    def job(path):
        tried.append(path.name)
        return read_json(path)
    return job


@pytest.fixture
def folder(tmp_path):
    write_reports(tmp_path / "in", [2021, 2022])
    (tmp_path / "in" / "bad.json").write_text("x")
    return tmp_path / "in"


def test_failed_file_is_not_tried_again_until_asked_or_something_changes(folder, tmp_path, monkeypatch):
    url, tried = f"sqlite:///{tmp_path}/f.db", []

    def run(**more):
        tried.clear()
        found = ingest([folder], url, 0, job=failing(tried), **more)
        return tried[:], found.count("failed"), found.left_alone

    assert run() == (["2021.json", "2022.json", "bad.json"], 1, 0)
    assert run() == ([], 1, 1)  # still a failure: the exit status stays 1
    assert run(retry=True) == (["bad.json"], 1, 0)
    assert query_failures(engine(url))[["kind", "attempts"]].values.tolist() == [["encrypted", 2]]
    (folder / "bad.json").write_text("other bytes")
    assert run() == (["bad.json"], 1, 0)
    monkeypatch.setenv("DISCLOSURE_LIMIT_SECONDS", "90")
    monkeypatch.setattr("loaders.ingest.readers_version", lambda: "newer readers")
    assert run() == (["bad.json"], 1, 0)


def test_failure_is_forgotten_when_the_file_is_read(folder, tmp_path):
    url = f"sqlite:///{tmp_path}/f.db"
    ingest([folder, tmp_path / "later.json"], url, 0, job=read_json)
    found = query_failures(engine(url))
    assert sorted(found["kind"]) == ["encrypted", "not_found"] and found["sha256"].isna().sum() == 1
    shutil.copy(write_reports(tmp_path / "x", [2024])[0], tmp_path / "later.json")
    ingest([folder, tmp_path / "later.json"], url, 0, job=read_json)
    assert query_failures(engine(url))["kind"].tolist() == ["encrypted"]
    (folder / "bad.json").rename(folder / "good.json")
    (folder / "good.json").write_bytes((folder / "2021.json").read_bytes())
    (folder / "bad2.json").write_text("x")  # the bytes that failed, under another name: one line, not tried
    tried = []
    assert ingest([folder], url, 0, job=failing(tried)).left_alone == 1 and not tried and len(query_failures(engine(url))) == 1


def test_version_of_the_readers_knows_code_limits_and_recognition(monkeypatch):
    before = version.readers_version()
    assert before == version.readers_version() and len(before) == 16
    monkeypatch.setattr(version, "limits", lambda: "others")
    assert version.readers_version() != before
    monkeypatch.undo()
    monkeypatch.setattr(version, "find_spec", lambda name: None if before else 1)
    others = version.readers_version()
    monkeypatch.setattr(version, "find_spec", lambda name: 1)
    assert others != version.readers_version()


def test_failures_are_listed_by_the_command(tmp_path, capsys):
    url, bad = f"sqlite:///{tmp_path}/f.db", tmp_path / "空.txt"
    bad.write_bytes(b"")
    assert main(["ingest", str(bad), "--database", url]) == 1
    capsys.readouterr()
    assert main(["failures", "--database", url, "--json"]) == 0
    line, = json.loads(capsys.readouterr().out)
    assert set(line) == {"path", "sha256", "kind", "message", "hint", "attempts", "at"} and line["kind"] == "empty" and line["path"] == str(bad)
    assert main(["failures", "--database", url, "--lang", "en"]) == 0
    assert "empty: 1" in (out := capsys.readouterr().out) and "Ask the agency" in out
    assert main(["ingest", str(bad), "--database", url]) == 1 and "--retry" in capsys.readouterr().out
    assert main(["ingest", str(bad), "--database", url, "--retry"]) == 1 and "--retry" not in capsys.readouterr().out


# a busy or broken database

def test_refused_batch_is_tried_again(folder, tmp_path, monkeypatch):
    calls, real = [], writer.save_reports

    def busy(database, pairs, *more):
        calls.append(len(pairs))
        if len(calls) < 3:
            return [Outcome("failed", problem=DatabaseProblem("not_stored", name="x", detail="database is locked")) for _ in pairs]
        return real(database, pairs, *more)

    monkeypatch.setattr(writer, "PAUSES", (0, 0, 0))
    monkeypatch.setattr(writer, "save_reports", busy)
    assert ingest([folder], f"sqlite:///{tmp_path}/b.db", 0, job=read_json).count("added") == 2 and calls == [2, 2, 2]


def test_database_that_refuses_everything_ends_the_run(folder, tmp_path, monkeypatch):
    write_reports(folder, range(1990, 2010))
    monkeypatch.setattr(writer, "PAUSES", ())
    monkeypatch.setattr(writer, "BATCH", 2)
    monkeypatch.setattr(writer, "save_reports", lambda database, pairs, *more: [
        Outcome("failed", problem=DatabaseProblem("not_stored", name="x", detail="disk full")) for _ in pairs])
    with pytest.raises(DatabaseProblem):
        ingest([folder], f"sqlite:///{tmp_path}/b.db", 0, job=read_json)
    assert "not_stored" in set(query_failures(engine(f"sqlite:///{tmp_path}/b.db"))["kind"])


def test_reports_of_one_file_are_stored_together(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "BATCH", 1)
    batches, real = [], writer.save_reports
    monkeypatch.setattr(writer, "save_reports", lambda database, pairs, *more: batches.append(len(pairs)) or real(database, pairs, *more))
    paths = write_reports(tmp_path / "in", [2021, 2022])
    ingest([tmp_path / "in" / "2021.json"], f"sqlite:///{tmp_path}/b.db", 0, job=lambda path: [read_json(p) for p in paths])
    assert batches == [2]


# very many files

def test_summary_counts_all_and_lists_as_many_as_anybody_reads(monkeypatch):
    monkeypatch.setattr(summary, "LISTED", 3)
    found = Summary()
    for i in range(10):
        found.add(FileOutcome(Path(f"{i}"), "failed" if i % 2 else "added"))
    assert (found.count("added"), found.count("failed"), found.unlisted) == (5, 5, 4)
    assert [f.path.name for f in found.files] == ["0", "1", "2", "3", "4", "5"]


def test_summary_in_words_stays_short(tmp_path, capsys):
    for i in range(80):
        (tmp_path / f"{i}.txt").write_bytes(b"")
    assert main(["ingest", str(tmp_path), "--database", f"sqlite:///{tmp_path}.db", "--workers", "0"]) == 1
    out = capsys.readouterr().out
    assert len(out.splitlines()) < 60 and "30" in out.splitlines()[-1] and "failures" in out


def test_finding_takes_no_memory_for_each_file(tmp_path):
    for i in range(20):
        (tmp_path / f"{i}").mkdir()
        for k in range(100):
            (tmp_path / f"{i}" / f"{k}.txt").touch()
    next(find_files([tmp_path]))
    tracemalloc.start()
    assert count_files([tmp_path]) == 2000
    assert tracemalloc.get_traced_memory()[1] < 100_000  # bytes
    tracemalloc.stop()


def test_links_that_lead_back_end_nowhere(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").touch()
    (tmp_path / "a" / "back").symlink_to(tmp_path, target_is_directory=True)
    assert [p.name for p in find_files([tmp_path])] == ["1.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may read everything")
def test_folder_that_may_not_be_read_says_so(tmp_path):
    (tmp_path / "a").mkdir(mode=0)
    [path] = find_files([tmp_path])
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(path)
    assert caught.value.kind == "no_access"


def test_archive_on_disk_may_hold_more_than_an_upload(tmp_path):
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        for i in range(300):
            archive.writestr(f"{i}.txt", f"{i}")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for i in range(6000):
            archive.writestr(f"{i // 1000}/{i}.txt", f"{i}")
        archive.write(inner, "b/inner.zip")
    inner.unlink()
    assert count_files([tmp_path]) == 6300
    for path in (tmp_path / "a.zip" / "5" / "5999.txt", *(tmp_path / "a.zip" / "b" / "inner.zip" / f"{i}.txt" for i in range(300))):
        assert read_bytes(path).decode() == path.stem


# two runs at once

def both_ingest(url: str, folder: Path) -> list[dict]:
    runs = [subprocess.Popen([sys.executable, "-m", "loaders", "ingest", str(folder), "--database", url, "--json", "--workers", "1"], cwd=ROOT,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(2)]
    return [json.loads(run.communicate(timeout=300)[0]) for run in runs]


def stored(database) -> tuple[int, int]:
    with reading(database) as connection:
        rows = connection.execute(ReportRow.__table__.select()).mappings().all()
    return len(rows), sum(row["is_current"] for row in rows)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_ingests_of_the_same_files_store_each_once(kind, tmp_path):
    database = empty_database(kind, tmp_path)
    if kind == "sqlite":
        database.dispose()
        (tmp_path / "test.db").unlink()  # both make the tables
    folder = tmp_path / "in"
    folder.mkdir()
    for path in FINE[:6]:
        shutil.copy(path, folder)
    one, other = both_ingest(database.url.render_as_string(hide_password=False), folder)
    assert one["failed"] == other["failed"] == 0, (one, other)
    assert one["added"] + other["added"] + one["replaced"] + other["replaced"] == len(FINE[:6]) == stored(database)[0]


# other machines

@pytest.fixture(scope="module")
def cluster():
    distributed, dask = pytest.importorskip("distributed"), pytest.importorskip("dask")
    with dask.config.set({"distributed.scheduler.allowed-failures": 1, "distributed.worker.memory.terminate": False,
                          "distributed.deploy.lost-worker-timeout": "600s"}):  # a busy machine takes its time to put another in a dead one's place
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as made:
            yield made.scheduler_address


def test_workers_read_what_one_process_writes(cluster, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for path in FINE[:6]:
        shutil.copy(path, folder)
    (folder / "空.txt").write_bytes(b"")
    here = ingest([folder], f"sqlite:///{tmp_path}/here.db", 1)
    there = ingest([folder], f"sqlite:///{tmp_path}/there.db", scheduler=cluster)
    assert statuses(there) == statuses(here) and there.count("failed") == 1
    again = ingest([folder], f"sqlite:///{tmp_path}/there.db", scheduler=cluster)
    assert (again.count("unchanged"), again.count("failed"), again.left_alone) == (6, 1, 1)


def test_worker_that_dies_loses_nothing(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr(spread, "A_TASK", 4)
    folder, url = tmp_path / "in", f"sqlite:///{tmp_path}/d.db"
    paths = write_reports(folder, range(2010, 2018))
    paths[2].rename(folder / "2012 once.json")
    paths[5].rename(folder / "2015 kill.json")
    found = ingest(sorted(folder.glob("*.json")), url, scheduler=cluster, job=deadly)
    assert {name: status for name, status in statuses(found).items() if status != "added"} == {"2015 kill.json": "failed"} and found.count("added") == 7
    problem, = [f.problem for f in found.files if f.problem]
    assert problem.kind == "worker_lost" and "2015 kill.json" in problem.message("zh")
    (folder / "2015 kill.json").rename(folder / "2015.json")
    assert ingest([folder / "2015.json"], url, scheduler=cluster, job=deadly).count("added") == 1  # not held against the file


def test_worker_that_does_not_see_the_file_says_so(cluster, tmp_path, monkeypatch):
    path, = write_reports(tmp_path / "in", [2021])
    monkeypatch.setattr(spread, "_submit", lambda client, job, some: client.submit(spread.read_some, job, ["/nowhere/2021.json"], pure=False))
    found = ingest([path], f"sqlite:///{tmp_path}/d.db", scheduler=cluster)
    assert [(f.status, f.problem.kind) for f in found.files] == [("failed", "not_shared")]


def test_workers_of_another_version_are_not_used(cluster, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(spread, "code_version", lambda: "newer")
    assert main(["ingest", str(FINE[0]), "--database", f"sqlite:///{tmp_path}/d.db", "--scheduler", cluster]) == 2
    assert "版本" in capsys.readouterr().err and stored(engine(f"sqlite:///{tmp_path}/d.db"))[0] == 0


def test_scheduler_without_workers_is_said_in_words(tmp_path, monkeypatch, capsys):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(spread, "PATIENCE", 1)
    with distributed.LocalCluster(n_workers=0, dashboard_address=None, silence_logs=50) as made:
        assert main(["ingest", str(FINE[0]), "--database", f"sqlite:///{tmp_path}/d.db", "--scheduler", made.scheduler_address]) == 2
    assert "没有工作进程" in capsys.readouterr().err


def test_two_machines_ingest_at_once(cluster, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for path in FINE[:6]:
        shutil.copy(path, folder)
    database = empty_database("postgresql" if POSTGRESQL else "sqlite", tmp_path)
    command = [sys.executable, "-m", "loaders", "ingest", str(folder), "--database", database.url.render_as_string(hide_password=False), "--json", "--scheduler", cluster]
    runs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(2)]
    one, other = [json.loads(run.communicate(timeout=300)[0]) for run in runs]
    assert one.get("failed") == other.get("failed") == 0, (one, other)
    assert one["added"] + other["added"] == 6 == stored(database)[1]


def test_scheduler_that_does_not_answer_is_said_in_words(tmp_path, capsys, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(spread, "PATIENCE", 1)
    assert main(["ingest", str(FINE[0]), "--database", f"sqlite:///{tmp_path}/d.db", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "调度器" in capsys.readouterr().err
    assert main(["ingest", str(FINE[0]), "--database", f"sqlite:///{tmp_path}/d.db", "--scheduler", "nonsense://x"]) == 2


def test_dask_is_asked_for_only_then(tmp_path):
    code = f"import sys; from loaders.commands import main; main(['ingest', {str(FINE[0])!r}, '--database', 'sqlite:///{tmp_path}/n.db']); sys.exit('dask' in sys.modules or 'distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).returncode == 0


def test_missing_dask_is_said_in_words(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["ingest", str(FINE[0]), "--database", f"sqlite:///{tmp_path}/d.db", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "requirements-dask.txt" in capsys.readouterr().err
