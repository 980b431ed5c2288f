"""Every sentence that a file can be refused with: made by a real file, through the command parse and through the page Upload, with a good file beside it."""
import html
import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from reportlab.pdfgen.canvas import Canvas

from data.engine import engine
from data.listings import query_reports
from data.store import load_document
from loaders import recognise
from loaders.commands import main
from loaders.errors import DETAILS, KINDS, UnreadableFile
from loaders.readers import limits, ocr, sandbox
from tests import official
from tests.board import open_page, said
from tests.filled import filled, report_blocks
from tests.test_archives import LOCKED, TEXT, packed, report
from tests.test_hostile import far_cells
from tests.test_readers import many_pages, pdf_bomb
from tests.test_readers_docx import parts_changed
from tests.test_readers_office import KEPT, book, open_document, rich

ROOT = Path(__file__).parents[1]
BLOCKS = report_blocks(filled(5))
WORD, JSON_HEAD = official.word_file(["云汀县青梧街道办事处", "2023年政府信息公开工作年度报告"]), b'{"schema": "disclosure-report/1", '
GOOD = {"好.txt": official.text_file(report("青禾县水务局")), "两份.html": official.html_file([*report("青禾县教育局"), *report("青禾县民政局", 2022, 6)])}  # handed in beside the bad ones
READ = ["青禾县教育局", "青禾县民政局", "青禾县水务局"]


def locked(data: bytes) -> bytes:
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("geheim", stream)
    return stream.getvalue()


def locked_pdf() -> bytes:
    stream = io.BytesIO()
    paper = Canvas(stream, encrypt="geheim")
    paper.drawString(100, 700, "sheet")
    paper.save()
    return stream.getvalue()


def sealed_archive() -> bytes:
    """An archive whose file is locked as WinRAR does it: AES, way of packing 99."""
    data = bytearray(LOCKED)
    for mark, flags, way in ((b"PK\x03\x04", 6, 8), (b"PK\x01\x02", 8, 10)):
        at = data.index(mark)
        data[at + way:at + way + 2] = b"\x63\x00"
    return bytes(data)


def sealed_text() -> bytes:
    stream = io.BytesIO(open_document("<text:p>x</text:p>"))
    with zipfile.ZipFile(stream, "a") as parts:
        parts.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return stream.getvalue()


def damaged_part() -> bytes:
    """A Word file in whose text a byte was lost."""
    with zipfile.ZipFile(io.BytesIO(WORD)) as parts:
        at = parts.getinfo("word/document.xml").header_offset
    found = bytearray(WORD)
    found[at + 200] ^= 0xFF
    return bytes(found)


def word_95() -> bytes:
    whole = KEPT["report_2021_5"]
    start = whole.index(b"\xec\xa5")
    return whole[:start + 2] + b"\x65\x00" + whole[start + 4:]


def broken_book() -> bytes:
    return KEPT["report_2021_5"][:30_000].replace("WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le"))


def many_parts() -> bytes:
    stream = io.BytesIO(WORD)
    with zipfile.ZipFile(stream, "a") as parts:
        for number in range(5_000):
            parts.writestr(f"word/media/{number}.xml", b"")
    return stream.getvalue()


def blank_page() -> bytes:
    import numpy as np
    from tests.scans import as_picture
    return as_picture(np.full((1170, 827), 250, "uint8"))


class Case(NamedTuple):
    """A file that cannot be read: the kind of its error, its name, how it is made, what the Chinese and the English sentence hold; `detail`: that
    of DETAILS or of loaders.recognise.OTHERS which it produces."""

    kind: str
    name: str
    make: Callable[[], bytes]
    zh: str
    en: str
    detail: str = ""


USUAL = [
    Case("empty", "空.docx", lambda: b"", "空.docx”是空的", "is empty"),
    Case("empty", "空.zip", lambda: b"PK\x05\x06" + bytes(18), "是空的", "is empty"),
    Case("empty", "空白.html", lambda: b"<html><body></body></html>", "是空的", "is empty"),
    Case("unknown_format", "图.gif", lambda: b"GIF89a" + bytes(99), "格式（GIF）", "(GIF)"),
    Case("unknown_format", "程序.exe", lambda: b"MZ\x90\x00" + b"\0\1\2" * 99, "（EXE）", "(EXE)"),
    Case("unknown_format", "杂乱", lambda: bytes(range(256)) * 50, "（未知）", "(unknown)"),
    Case("truncated", "杂乱.doc", lambda: bytes(range(256)) * 50, "内容不是.doc文件", "what it holds is no .doc file", "what it holds is no .{ending} file"),
    Case("unknown_format", "2003.doc", lambda: b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "（Word XML）", "(Word XML)"),
    Case("unknown_format", "2003.xls", lambda: b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><w/>", "（Excel XML）", "(Excel XML)"),
    Case("unknown_format", "95.doc", word_95, "（Word 95）", "(Word 95)"),
    Case("truncated", "断.pdf", lambda: b"%PDF-1.7\n1 0 obj", "已损坏或不完整（文件末尾缺失）", "damaged or cut off (the end of the file is missing)", "the end of the file is missing"),
    Case("truncated", "断.docx", lambda: WORD[:2000], "文件末尾缺失", "the end of the file is missing"),
    Case("truncated", "断.rtf", lambda: rich("x")[:-5], "文件末尾缺失", "the end of the file is missing"),
    Case("truncated", "断.zip", lambda: packed({"a.txt": TEXT})[:300], "文件末尾缺失", "the end of the file is missing"),
    Case("truncated", "坏页.pdf", lambda: b"%PDF-1.7 nothing %%EOF", "页面无法读取", "its pages cannot be read", "its pages cannot be read"),
    Case("truncated", "坏.xls", broken_book, "页面无法读取", "its pages cannot be read"),
    Case("truncated", "坏块.docx", damaged_part, "word/document.xml无法解压", "word/document.xml cannot be unpacked", "{part} cannot be unpacked"),
    Case("truncated", "坏句.docx", lambda: parts_changed(WORD, {"word/document.xml": b"<w:document>"}), "word/document.xml内容有误", "word/document.xml is not well-formed", "{part} is not well-formed"),
    Case("truncated", "缺.mht", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--\n", "缺少text/html", "text/html is missing", "{part} is missing"),
    Case("encrypted", "密.docx", lambda: locked(WORD), "设有密码保护", "is protected by a password"),
    Case("encrypted", "密.xlsx", lambda: locked(book(BLOCKS)), "设有密码保护", "is protected by a password"),
    Case("encrypted", "密.pdf", locked_pdf, "设有密码保护", "is protected by a password"),
    Case("sealed", "密.odt", sealed_text, "有密码也打不开", "not even with its password"),
    Case("sealed", "封.zip", sealed_archive, "有密码也打不开", "not even with its password"),
    Case("locked_archive", "锁.zip", lambda: LOCKED, "压缩包“锁.zip”设有密码", "The archive 锁.zip is protected by a password"),
    Case("packed", "年报.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(50), "压缩包（RAR）", "packed archive (RAR)"),
    Case("packed", "年报.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(50), "压缩包（7z）", "packed archive (7z)"),
    Case("wrong_schema", "乱.json", lambda: JSON_HEAD, "JSON 格式有误", "no well-formed JSON", "no well-formed JSON"),
    Case("wrong_schema", "半.json", lambda: JSON_HEAD + rb'"year": 2023, "title": "\ud83d"}', "JSON 格式有误", "no well-formed JSON", "no well-formed JSON"),
    Case("wrong_schema", "别.json", lambda: b'{"schema": "other/1"}', "schema 为 other/1", "schema: other/1", "schema: {found}"),
    Case("wrong_schema", "缺.json", lambda: JSON_HEAD + b'"year": "soon"}', "“source”一项不符合格式", "source: ", "{place}: {fault}"),
    Case("wrong_schema", "无.json", lambda: b'{"error": {}}', "其中没有年报", "it holds no report", "it holds no report"),
    Case("too_large", "千页.pdf", lambda: many_pages(2_100), "（2100 页）", "(2100 pages)", "{count} pages"),
    Case("too_large", "格.html", lambda: b"<table>" + (b"<tr>" + b"<td>1" * 200) * 2_000, "（400000 个单元格）", "(400000 cells)", "{count} cells"),
    Case("too_large", "远.xlsx", far_cells, "表格达1048576行×16384列", "a table of 1048576 × 16384 cells", "a table of {rows} × {columns} cells"),
    Case("too_large", "多.docx", many_parts, "个部分", " parts)", "{count} parts"),
    Case("too_large", "胀.docx", lambda: parts_changed(WORD, {"word/styles.xml": b" " * 120_000_000, "docProps/core.xml": b" " * 120_000_000}), "解压后超过240 MB", "240 MB unpacked", "{size} MB unpacked"),
    Case("too_large", "炸.docx", lambda: parts_changed(WORD, {"word/document.xml": b"<w>" + b"0" * 50_000_000}), "解压后是原来的", "packed ", "packed {ratio} to 1"),
    Case("too_large", "套.html", lambda: b"<html>" + b"<div>" * 200_000, "层层嵌套达200001层", "nested 200001 deep", "nested {depth} deep"),
    Case("hollow_page", "框.html", lambda: b"<html><frameset><frame src='a/sheet001.htm'></frameset>", "网页“框.html”本身不显示文字", "shows no text by itself"),
    Case("no_text", "图.html", lambda: b"<p><img src='a.png'></p>", "没有文字", "No text could be found"),
    Case("no_text", "白.png", blank_page, "没有文字", "No text could be found"),
    Case("not_a_report", "通知.txt", lambda: "云汀县水务局关于召开会议的通知\n各科室：\n请于周五准时参加。".encode(), "像是一份通知", "(a notice)", "a notice"),
    Case("not_a_report", "条例.txt", lambda: "云汀县节约用水管理办法\n第一条 为了节约用水，制定本办法。".encode(), "法规", "(a regulation)", "a regulation"),
    Case("not_a_report", "要点.txt", lambda: "云汀县水务局2023年工作要点\n一、抓好防汛。".encode(), "方案", "(a work plan)", "a work plan"),
    Case("not_a_report", "指南.txt", lambda: "云汀县水务局办事指南\n请携带身份证。".encode(), "指南", "(a guide or directory)", "a guide or directory"),
    Case("not_a_report", "发票.txt", lambda: "电子发票\n价税合计 100.00".encode(), "像是一张发票", "(an invoice)", "an invoice"),
    Case("not_a_report", "预算.txt", lambda: "云汀县2023年政府工作报告\n一年来，全县生产总值增长。".encode(), "报告", "(a report on something else)", "a report on something else"),
    Case("not_a_report", "信.txt", lambda: "各位同事：\n本周五下午开会，请准时参加。".encode(), "与政府信息公开无关", "(a text about something else)", "a text about something else"),
    Case("not_a_report", "讲话.txt", lambda: "同志们：\n政务公开很重要。".encode(), "公开", "(a text about disclosure that is no annual report)", "a text about disclosure that is no annual report"),
]
GROUPS = {  # the settings under which the files are read -> the files
    "usual": ({}, USUAL),
    "small": ({"FILE_BYTES": "2000000"}, [Case("too_large", "大.txt", lambda: b"x" * 3_500_000, "（3 MB）", "(3 MB)", "{size} MB")]),
    "hurried": ({"SECONDS": "6"}, [Case("too_slow", "慢.txt", lambda: ("情况说明一二三" * 30 + "\n").encode() * 64_000, "超过 6 秒", "longer than 6 seconds")]),
    "narrow": ({"MEMORY_BYTES": "250000000"}, [
        Case("too_large", "满.txt", lambda: "规章，情况说明。\n".encode() * 3_000_000, "内存不足", "out of memory", "out of memory"),
        Case("crashed", "崩.pdf", pdf_bomb, "读取进程被中止", "the reading process was stopped, code ", "the reading process was stopped, code {code}")]),
    "without recognition": ({}, [Case("no_recognition", "扫描.png", blank_page, "requirements-ocr.txt", "requirements-ocr.txt")]),
}
IN_THIS_PROCESS = {"{count} elements", "its directory cannot be read", "internal error {error}", "an empty document"}  # test_what_no_small_file_makes
ELSEWHERE = {  # kinds and details that are not a file's fault -> the test that makes them
    "not_writable": "test_commands.py::test_unwritable_export_exits_with_2_in_words", "no_dask": "test_bulk.py::test_missing_dask_is_said_in_words",
    "no_scheduler": "test_bulk.py::test_scheduler_that_does_not_answer_is_said_in_words", "no worker": "test_bulk.py::test_scheduler_without_workers_is_said_in_words",
    "other_readers": "test_bulk.py::test_workers_of_another_version_are_not_used", "not_shared": "test_bulk.py::test_worker_that_does_not_see_the_file_says_so",
    "worker_lost": "test_bulk.py::test_worker_that_dies_loses_nothing",
}
BY_PATH = [  # what only the command can be told of: the kind, how the path comes to be, words of the sentence
    ("not_found", lambda path: None, "找不到文件", "There is no file"), ("folder", Path.mkdir, "是一个文件夹", "is a folder"),
    ("no_access", lambda path: path.symlink_to(path), "无法打开文件", "cannot be opened"),  # a link to itself
]
BY_PASSWORD = [("wrong_password", "密.docx", lambda: locked(WORD)), ("wrong_password", "密.xlsx", lambda: locked(book(BLOCKS))), ("wrong_password", "密.pdf", locked_pdf),
               ("wrong_password", "锁.zip", lambda: LOCKED)]  # what only the page can be told of


@pytest.fixture
def database(tmp_path, monkeypatch) -> str:
    """An address where no database is yet."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'a.db'}")
    return tmp_path / "a.db"


@pytest.fixture
def under(monkeypatch, tmp_path):
    """Puts the settings of a group into force, in the reading processes too."""
    def put(group: str) -> None:
        for name, value in GROUPS[group][0].items():
            monkeypatch.setenv(limits.PREFIX + name, value)
        monkeypatch.setattr(limits, "_current", None)
        if group == "without recognition":  # as if requirements-ocr.txt were not installed there
            (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['onnxruntime'] = None\n")
            usual = sandbox._environment
            monkeypatch.setattr(sandbox, "_environment", lambda: usual() | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
        sandbox.close_all()
    yield put
    sandbox.close_all()


def cases_of(group: str) -> list[Case]:
    return [case for case in GROUPS[group][1] if case.kind != "no_text" or ocr.is_available()]


def parsed(capsys, language: str, *paths: Path) -> list[dict]:
    """What the command prints of the files, each a line."""
    assert main(["parse", "--jsonl", "--lang", language, *map(str, paths)]) == 1
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    return [json.loads(line) for line in printed.out.splitlines()]


def assert_plain(zh: str, en: str) -> None:
    """A message or a hint is one sentence of its language, with nothing left to fill in."""
    assert "\n" not in zh + en and not re.search(r"[{}]", zh + en), (zh, en)
    assert zh.endswith("。") and zh.count("。") == 1 and len(re.findall("[\u4e00-\u9fff]", zh)) >= 5, zh
    assert re.search(r"[.)]$", en) and not re.search(r"\. [A-Z]", en), en


@pytest.mark.parametrize("group", GROUPS)
def test_a_bad_file_is_one_sentence_by_the_command_and_on_the_page_and_costs_only_itself(group, database, under, tmp_path, capsys):
    if group == "narrow" and not limits.memory_is_limited():
        pytest.skip("this system does not limit memory")
    under(group)
    cases = cases_of(group)
    bad = {case.name: case.make() for case in cases}
    files = dict([*list(GOOD.items())[:1], *bad.items(), *list(GOOD.items())[1:]])
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)

    printed = parsed(capsys, "en", *(folder / name for name in files))
    errors = {one["source"]["name"]: one["error"] for one in printed if "error" in one}
    assert {name: error["kind"] for name, error in errors.items()} == {case.name: case.kind for case in cases}
    assert sorted(one["agency"]["name"] for one in printed if "error" not in one) == sorted(READ) and not database.exists()

    app = open_page("upload", "zh")
    app = app.file_uploader[0].set_value([(name, data, "application/octet-stream") for name, data in files.items()]).run(timeout=400)
    words = html.unescape(said(app))
    problems = {one.name: one.result for batch in app.session_state["handed"].values() for one in batch if one.report is None}
    assert not app.exception and {name: problem.kind for name, problem in problems.items()} == {case.name: case.kind for case in cases}
    for case in cases:
        problem, error = problems[case.name], errors[case.name]
        assert case.zh in problem.message() + problem.hint() and case.en in error["message"] + error["hint"], (problem.message(), error)
        assert problem.message() + problem.hint() in words and (problem.message("en"), problem.hint("en")) == (error["message"], error["hint"])
        assert case.name in error["message"] and case.name in problem.message()
        assert_plain(problem.message(), error["message"])
        assert_plain(problem.hint(), error["hint"])
    assert len(query_reports(engine())) == 0
    app.button(key="store-clean").click().run()
    stored = query_reports(engine())
    assert sorted(stored["agency"]) == sorted(READ) and {load_document(engine(), int(i)) for i in stored["report_id"]} == set(GOOD.values())


@pytest.mark.parametrize("kind, make, zh, en", BY_PATH, ids=[case[0] for case in BY_PATH])
def test_a_path_that_is_no_file_is_one_sentence(kind, make, zh, en, database, tmp_path, capsys):
    (tmp_path / "好.txt").write_bytes(TEXT)
    make(tmp_path / "坏")
    said_in = {}
    for language, words in (("zh", zh), ("en", en)):
        bad, good = parsed(capsys, language, tmp_path / "坏", tmp_path / "好.txt")
        assert bad["error"]["kind"] == kind and words in bad["error"]["message"] and good["year"] == 2023
        said_in[language] = bad["error"]
    assert_plain(said_in["zh"]["message"], said_in["en"]["message"])
    assert_plain(said_in["zh"]["hint"], said_in["en"]["hint"])
    assert not database.exists()


@pytest.mark.parametrize("lang, words", [("zh", "所输密码打不开"), ("en", "does not open")])
def test_a_wrong_password_is_said_on_the_page_and_asked_for_again(lang, words, database):
    bad = {name: make() for _, name, make in BY_PASSWORD}
    app = open_page("upload", lang)
    app = app.file_uploader[0].set_value([(name, data, "application/octet-stream") for name, data in (*bad.items(), ("好.txt", TEXT))]).run()
    fields = [field for field in app.text_input if field.key != "find-box"]
    assert len(fields) == len(bad)
    for number, name in enumerate(bad):
        next(f for f in app.text_input if f.label.endswith(name) or name in f.label).set_value("falsch")
        app.button(key=f"FormSubmitter:password-{number}-" + {"zh": "重新读取", "en": "Read again"}[lang]).click().run()
    found = {one.name: one.result for batch in app.session_state["handed"].values() for one in batch if one.report is None}
    assert {name: problem.kind for name, problem in found.items()} == {name: kind for kind, name, _ in BY_PASSWORD}
    assert all(words in problem.message(lang) and problem.message(lang) in html.unescape(said(app)) for problem in found.values())
    assert len([field for field in app.text_input if field.key != "find-box"]) == len(bad) and len(query_reports(engine())) == 0
    for problem in found.values():
        assert_plain(problem.message("zh"), problem.message("en"))
        assert_plain(problem.hint("zh"), problem.hint("en"))


def test_what_no_small_file_makes_is_said_in_words_too(monkeypatch, tmp_path):
    """Limits that only very large files reach, and faults of this program itself, which are mended where they are known."""
    from loaders import archives
    from loaders.readers import html as pages, read_document, text
    monkeypatch.setattr(pages, "MOST_NODES", 5)
    monkeypatch.setattr(text, "find_blocks", lambda words: {}["gone"])
    made = {}
    for detail, act in (("{count} elements", lambda: read_document(b"<html><body>" + b"<br>" * 9, "多.html")), ("internal error {error}", lambda: read_document(TEXT, "错.txt")),
                        ("its directory cannot be read", lambda: list(archives.expand(tmp_path / "没了.zip", "没了.zip")))):
        with pytest.raises(UnreadableFile) as caught:
            act()
        assert caught.value.values["detail"] == detail
        made[detail] = caught.value.message("zh")
        assert_plain(caught.value.message("zh"), caught.value.message("en"))
    assert recognise.recognise([], [], []) == (False, "an empty document")
    assert "含 6 个网页元素" in made["{count} elements"] and "内部错误KeyError" in made["internal error {error}"] and "内部目录无法读取" in made["its directory cannot be read"]


def test_every_kind_of_error_and_every_detail_is_made_here_or_where_it_is_said():
    cases = [case for _, found in GROUPS.values() for case in found]
    made = {case.kind for case in cases} | {case[0] for case in (*BY_PATH, *BY_PASSWORD)}
    assert set(KINDS) == made | (set(ELSEWHERE) & set(KINDS)) and not made & set(ELSEWHERE)
    others = {name for _, name in recognise.OTHERS} | {"an empty document", "a text about disclosure that is no annual report", "a text about something else"}
    assert {*DETAILS, *others} == {case.detail for case in cases} - {""} | IN_THIS_PROCESS | (set(ELSEWHERE) - set(KINDS))
    for place in ELSEWHERE.values():
        file, _, test = place.partition("::")
        assert f"def {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), place
