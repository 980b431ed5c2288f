"""The commands as the outside relies on them: arguments, JSON, exit status, and no traceback whatever comes."""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.commands import main
from loaders.samples import SAMPLES
from report.model import AnnualReport

ROOT = Path(__file__).parents[1]
FINE = sorted((SAMPLES / "county").glob("*.txt"))


@pytest.fixture
def bad(tmp_path) -> Path:
    path = tmp_path / "空.txt"
    path.write_bytes(b"")
    return path


def run(capsys, *arguments) -> tuple[int, str, str]:
    """Returns the exit status and what was printed on standard output and error."""
    status = main([str(a) for a in arguments])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    return status, printed.out, printed.err


# parse

def test_one_file_is_printed_indented(capsys):
    status, out, _ = run(capsys, "parse", FINE[0])
    assert status == 0 and out.startswith('{\n  "schema": "disclosure-report/1"') and "\\u" not in out
    assert AnnualReport.model_validate_json(out).source.name == FINE[0].name


def test_jsonl_is_in_the_order_of_the_arguments_whatever_fails(capsys, bad):
    status, out, _ = run(capsys, "parse", "--jsonl", FINE[1], bad, FINE[0], bad.parent / "none.txt", bad.parent)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [line["source"]["name"] for line in lines] == [FINE[1].name, "空.txt", FINE[0].name, "none.txt", bad.parent.name]
    assert [line.get("error", {}).get("kind") for line in lines] == [None, "empty", None, "not_found", "folder"]
    assert set(lines[1]["error"]) == {"kind", "message", "hint"}
    assert lines[1]["source"] == {"name": "空.txt", "bytes": 0, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}


def test_several_files_without_jsonl_are_one_list(capsys, bad):
    status, out, _ = run(capsys, "parse", FINE[0], bad)
    assert status == 1 and [("error" in one) for one in json.loads(out)] == [False, True]


def test_one_bad_file_is_one_indented_object(capsys, bad):
    status, out, _ = run(capsys, "parse", bad)
    assert status == 1 and json.loads(out)["error"]["kind"] == "empty" and out.startswith("{\n  ")


@pytest.mark.parametrize("given, words", [(["--lang", "en"], "is empty"), ([], "空"), (["--lang=zh"], "空")])
def test_errors_speak_the_language_asked_for(capsys, bad, given, words):
    assert words in json.loads(run(capsys, "parse", *given, bad)[1])["error"]["message"].replace("空.txt", "")


def test_environment_chooses_the_language(capsys, bad, monkeypatch):
    monkeypatch.setenv("DISCLOSURE_LANG", "en")
    assert "is empty" in json.loads(run(capsys, "parse", bad)[1])["error"]["message"]


def test_parse_touches_no_database(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    run(capsys, "parse", FINE[0])
    assert not (tmp_path / "none.db").exists()


# ingest and export

def test_ingest_says_what_became_of_each_file(capsys, tmp_path, bad):
    url, mine = f"sqlite:///{tmp_path}/c.db", shutil.copy(FINE[0], tmp_path / "mine.txt")
    status, out, err = run(capsys, "ingest", mine, bad, "--database", url, "--json", "--workers", 1)
    found = json.loads(out)
    assert status == 1 and {k: found[k] for k in ("added", "unchanged", "replaced", "failed")} == {"added": 1, "unchanged": 0, "replaced": 0, "failed": 1}
    assert {Path(f["path"]).name: f["outcome"] for f in found["files"]} == {"mine.txt": "added", "空.txt": "failed"}
    failed = next(f for f in found["files"] if f["outcome"] == "failed")
    assert failed["error"]["kind"] == "empty" and "2/2" in err
    status, out, _ = run(capsys, "ingest", mine, "--database", url)
    assert status == 0 and "未变 1" in out
    status, out, _ = run(capsys, "ingest", bad, "--database", url, "--lang", "en")
    assert status == 1 and "1 failed" in out and "空.txt" in out and "Ask the agency" in out


@pytest.mark.parametrize("name, made", [("a.xlsx", "a.xlsx"), ("a.json", "a.json"), ("a.zip", "a.zip"), ("folder", "folder")])
def test_export_writes_where_it_is_told(capsys, tmp_path, name, made):
    url = f"sqlite:///{tmp_path}/c.db"
    run(capsys, "ingest", FINE[0], "--database", url)
    format = ["--format", "csv"] if name == "folder" else []
    status, out, _ = run(capsys, "export", tmp_path / name, *format, "--database", url)
    assert status == 0 and (tmp_path / made).exists() and made in out
    if name == "a.json":
        assert AnnualReport.model_validate(json.loads((tmp_path / name).read_text(encoding="utf-8"))[0]).source.name == FINE[0].name


def test_samples_come_go_and_wait_for_an_empty_database(capsys, tmp_path):
    url = f"sqlite:///{tmp_path}/s.db"
    status, out, _ = run(capsys, "samples", "--database", url)
    assert status == 0 and "新增" in out
    assert run(capsys, "samples", "--if-empty", "--database", url)[:2] == (0, "")
    status, out, _ = run(capsys, "samples", "--remove", "--database", url)
    assert status == 0 and "已移除" in out


WRONG = [["parse"], [], ["frobnicate"], ["ingest"], ["export"], ["export", "x", "--format", "pdf"], ["ingest", "x", "--workers", "many"],
         ["parse", "x", "--lang", "fr"]]


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_arguments_exit_with_2(capsys, arguments):
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2 and "Traceback" not in capsys.readouterr().err


def test_unusable_database_exits_with_2_in_words(capsys):
    status, out, err = run(capsys, "ingest", FINE[0], "--database", "sqlite:////proc/none/x.db", "--json")
    assert status == 2 and json.loads(out)["error"]["kind"] == "unreachable" and "打不开" in err
    assert run(capsys, "export", "/proc/none/x.xlsx", "--database", "sqlite:////proc/none/x.db")[0] == 2


def test_unwritable_export_exits_with_2_in_words(capsys, tmp_path):
    (tmp_path / "file").write_text("")
    status, _, err = run(capsys, "export", tmp_path / "file" / "a.xlsx", "--database", f"sqlite:///{tmp_path}/c.db")
    assert status == 2 and "无法写入" in err


# as a process

def test_command_line_prints_utf8_whatever_the_locale(bad):
    done = subprocess.run([sys.executable, "-m", "loaders", "parse", "--jsonl", FINE[0], bad], cwd=ROOT, capture_output=True,
                          env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert done.returncode == 1 and lines[0]["agency"]["name"] in FINE[0].read_text(encoding="utf-8") and "error" in lines[1]


def test_output_may_be_cut_off_by_its_reader():
    done = subprocess.run(f"{sys.executable} -m loaders parse {FINE[0]} | head -c 10", shell=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == '{\n  "schem' and done.stderr == ""
