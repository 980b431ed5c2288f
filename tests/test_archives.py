"""What holds several reports: archives, two reports in one file, parsed reports in JSON. One clear outcome a file, everywhere the same."""
import io
import json
import zipfile
from pathlib import Path

import pytest

from data.engine import engine
from data.queries import query_volumes
from data.store import load_document, load_report
from loaders.archives import Archive, expand, plain_parts
from loaders.assemble import read_report, read_reports
from loaders.commands import main
from loaders.document import Document, Paragraph
from loaders.errors import UnreadableFile
from loaders.find import find_files, read_bytes
from loaders.ingest import ingest
from loaders.parsed import original_of
from loaders.readers import limits, read_document
from loaders.readers.limits import Limits
from loaders.several import divide
from loaders.uploads import read_uploads
from tests import official
from tests.filled import SENTENCE, filled, report_blocks
from tests.generator import make


def report(agency: str = "云汀县青梧街道办事处", year: int = 2023, seed: int = 5) -> list:
    """A whole report of an agency and year."""
    blocks = report_blocks(filled(seed))
    return [agency, f"{year}年政府信息公开工作年度报告", *blocks[2:]]


TEXT = official.text_file(report())
WORD = official.word_file(report("云汀县水务局", 2022, 6)[:8])


def packed(files: dict[str, bytes], gbk: bool = False) -> bytes:
    """A ZIP archive; with `gbk`, its names are written as Chinese Windows writes them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(files.items()):
            info = zipfile.ZipInfo(chr(ord("a") + number) * len(name.encode("gb18030")) if gbk else name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    found = stream.getvalue()
    for number, name in enumerate(files if gbk else ()):
        raw = name.encode("gb18030")
        found = found.replace(bytes([ord("a") + number]) * len(raw), raw)
    return found


def kinds(data: bytes) -> dict[str, str]:
    """Name inside an archive -> "read" or the kind of the problem."""
    return {name: content.kind if isinstance(content, UnreadableFile) else "read" for name, content in expand(data, "a.zip")}


# archives

@pytest.mark.parametrize("gbk", [False, True])
def test_chinese_names_are_read_whoever_packed_them(gbk):
    names = {"街道/青梧街道2023年报.txt": TEXT, "水务局.docx": WORD}
    assert kinds(packed(names, gbk)) == dict.fromkeys(names, "read")


def test_leftovers_are_passed_over_and_equal_names_told_apart():
    with pytest.warns(UserWarning):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name in ("a.txt", "a.txt", "__MACOSX/a.txt", "b/~$x.docx", "Thumbs.db", "空/"):
                archive.writestr(name, TEXT)
    assert list(kinds(stream.getvalue())) == ["a.txt", "a (2).txt"]


SAVED = ("年报.htm", "年报_files/logo.gif", "年报_files/a/x.js", "年报_files/sheet001.htm", "乙.files/附表.txt", "丙/丁.HTML", "丙/丁.files/filelist.xml")


def test_what_a_browser_saved_beside_a_page_is_passed_over(tmp_path):
    kept = {"年报.htm", "年报_files/sheet001.htm", "乙.files/附表.txt", "丙/丁.HTML"}
    assert set(kinds(packed(dict.fromkeys(SAVED, TEXT)))) == kept
    for name in SAVED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    assert {p.relative_to(tmp_path).as_posix() for p in find_files([tmp_path])} == kept


@pytest.mark.parametrize("name, parts", [
    ("../../etc/passwd", ["etc", "passwd"]), ("/root/x.txt", ["root", "x.txt"]), ("C:\\Windows\\x.txt", ["C", "Windows", "x.txt"]), ("..", []),
    ("a/./b\x00.txt", ["a", "b.txt"]), ("报告/2023年.docx", ["报告", "2023年.docx"]),
])
def test_no_name_leads_outside(name, parts):
    assert plain_parts(name) == parts


def test_archives_in_archives_are_opened_to_a_limit():
    data = packed({"x.txt": TEXT})
    for depth in range(7):
        data = packed({f"{depth}.zip": data})
    [(name, outcome)] = kinds(data).items()
    assert (outcome, name.count(".zip")) == ("too_large", Limits().archives)
    assert list(kinds(packed({"b.zip": packed({"c.zip": packed({"x.txt": TEXT})})}))) == ["b.zip/c.zip/x.txt"]


def test_bombs_are_refused_one_by_one(monkeypatch):
    assert kinds(packed({"bomb.txt": b"0" * 5_000_000, "fine.txt": TEXT})) == {"bomb.txt": "too_large", "fine.txt": "read"}
    monkeypatch.setattr(limits, "_current", Limits(parts=3, file_bytes=1000))
    assert kinds(packed({"big.txt": bytes(range(250)) * 8})) == {"big.txt": "too_large"}
    with pytest.raises(UnreadableFile) as caught:
        Archive(packed({f"{i}.txt": TEXT for i in range(4)}), "a.zip")
    assert caught.value.kind == "too_large"
    assert kinds(packed({f"{i}.zip": packed({f"{k}.txt": b"x" for k in range(3)}) for i in range(3)})) == {
        "0.zip/0.txt": "read", "0.zip/1.txt": "read", "0.zip/2.txt": "too_large"}


@pytest.mark.parametrize("data, kind", [
    (b"Rar!\x1a\x07\x01\x00" + bytes(50), "packed"), (b"7z\xbc\xaf\x27\x1c" + bytes(50), "packed"), (b"\x1f\x8b\x08\x00" + bytes(50), "packed"),
    (packed({"a.txt": b"x"}), "packed"), (packed({"a.txt": TEXT})[:200], "truncated"),
])
def test_other_archives_say_to_unpack_first(data, kind):
    with pytest.raises(UnreadableFile) as caught:
        read_document(data, "年报.rar")
    assert caught.value.kind == kind
    assert kind == "truncated" or "解压" in caught.value.hint("zh")


def test_locked_archives_say_so():
    data = bytearray(packed({"a.txt": TEXT}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    with pytest.raises(UnreadableFile) as caught:
        Archive(bytes(data), "a.zip")
    assert caught.value.kind == "locked_archive"


LOCKED = (Path(__file__).parent / "fixtures" / "locked.zip").read_bytes()  # two reports in one web page, locked with geheim


def test_a_locked_archive_opens_with_its_password():
    assert [(upload[0], read.agency.name) for upload, read in read_uploads([("a.zip", LOCKED, "geheim")])] == [("a.zip/年报.html", "云汀县青梧街道办事处"), ("a.zip/年报.html#2", "云汀县水务局")]
    for password, kind in ((None, "locked_archive"), ("falsch", "wrong_password")):
        [(_, problem)] = read_uploads([("a.zip", LOCKED, password)])
        assert problem.kind == kind


def test_damaged_files_inside_cost_only_themselves():
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    data[60] ^= 0xFF
    assert kinds(bytes(data)) == {"a.txt": "truncated", "b.txt": "read"}


# the same in folders, on the command line, on the page

@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "in" / "年报.zip"
    path.parent.mkdir()
    path.write_bytes(packed({"街道/青梧.txt": TEXT, "水务局.docx": WORD, "坏.pdf": b"%PDF-1.4 x", "内.zip": packed({"空.txt": b""})}, gbk=True))
    return path


def test_files_in_archives_are_found_by_path(archive):
    found = [p.relative_to(archive.parent).as_posix() for p in find_files([archive.parent])]
    assert found == ["年报.zip/街道/青梧.txt", "年报.zip/水务局.docx", "年报.zip/坏.pdf", "年报.zip/内.zip/空.txt"]
    assert read_bytes(archive / "街道" / "青梧.txt") == TEXT
    assert read_bytes(archive / "内.zip" / "空.txt") == b""
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(archive / "无.txt")
    assert caught.value.kind == "not_found"


def test_archives_are_ingested_file_by_file_and_again_change_nothing(archive, tmp_path):
    url = f"sqlite:///{tmp_path}/a.db"
    first = ingest([archive.parent], url, 2)
    assert {f.path.name: f.status for f in first.files} == {"青梧.txt": "added", "水务局.docx": "added", "坏.pdf": "failed", "空.txt": "failed"}
    assert ingest([archive], url, 2).count("unchanged") == 2
    assert sorted(query_volumes(engine(url))["agency"]) == ["云汀县水务局", "云汀县青梧街道办事处"]


def test_archives_are_parsed_file_by_file(archive, capsys):
    assert main(["parse", "--jsonl", str(archive)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["source"]["name"], one.get("year"), one.get("error", {}).get("kind")) for one in lines] == [
        ("青梧.txt", 2023, None), ("水务局.docx", 2022, None), ("坏.pdf", None, "truncated"), ("空.txt", None, "empty")]


def test_uploads_open_archives(archive):
    found = [(upload[0], getattr(result, "year", None) or result.kind) for upload, result in read_uploads([("年报.zip", archive.read_bytes(), None), ("b.txt", b"", None)])]
    assert found == [("年报.zip/街道/青梧.txt", 2023), ("年报.zip/水务局.docx", 2022), ("年报.zip/坏.pdf", "truncated"), ("年报.zip/内.zip/空.txt", "empty"), ("b.txt", "empty")]


def test_a_broken_archive_is_one_outcome(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": TEXT})[:300])
    assert [(f.path.name, f.problem.kind) for f in ingest([tmp_path / "a.zip"], f"sqlite:///{tmp_path}/a.db", 0).files] == [("a.zip", "truncated")]
    [(_, problem)] = read_uploads([("a.zip", b"PK\x05\x06" + bytes(18), None)])
    assert problem.kind == "empty"


# two reports in one file

TWO = [  # one report behind the other: another year, another agency, both
    (report(year=2022), report(year=2023, seed=6)), (report(), report("云汀县水务局", seed=6)), (report(), report("云汀县柳湾镇人民政府", 2021, seed=6)),
]


@pytest.mark.parametrize("one, other, write", [(*TWO[0], official.word_file), *((*two, official.html_file) for two in TWO), *((*two, official.text_file) for two in TWO)])
def test_two_reports_in_one_file_are_read_as_two(one, other, write):
    found = read_reports(write([*one, *other]), "a.docx")
    for read, blocks in zip(found, (one, other), strict=True):
        alone = read_report(write(blocks), "b")
        assert (read.agency.name, read.year, read.disclosed, read.requests, read.disputes) == (alone.agency.name, alone.year, alone.disclosed, alone.requests, alone.disputes)
        assert [s.text for s in read.sections] == [s.text for s in alone.sections]
    assert [r.source.name for r in found] == ["a.docx", "a.docx#2"]
    assert found[1].source.sha256 == found[0].source.sha256 + "#2"


def test_three_reports_in_one_file():
    assert [r.year for r in read_reports(official.html_file([*report(year=2021), *report(year=2022), *report(year=2023)]), "a.docx")] == [2021, 2022, 2023]


TITLE = "云汀县青梧街道办事处2023年政府信息公开工作年度报告"
HEADINGS = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"]
ONE = [  # what looks like two reports and is one
    ("a covering letter", [f"关于报送《{TITLE}》的函", "县政府办公室：", "现将我街道年度报告报上，请审阅。", TITLE, *report()[2:]]),
    ("a table of contents", [TITLE, *HEADINGS, TITLE, *report()[2:]]),
    ("the title again above each section", [b for block in report() for b in ([TITLE, block] if block in HEADINGS else [block])]),
    ("a numbered list with other reports", [*report(), "附：历年报告", "一、云汀县青梧街道办事处2022年政府信息公开工作年度报告", "二、云汀县青梧街道办事处2021年政府信息公开工作年度报告"]),
    ("links to other reports", [*report(), "相关链接", "云汀县水务局2023年政府信息公开工作年度报告", "云汀县柳湾镇人民政府2022年政府信息公开工作年度报告"]),
    ("section one in two parts", [*report()[:5], "一、总体情况（续）", SENTENCE, *report()[5:]]),
    ("the year before, compared in the text", [*report()[:4], "云汀县青梧街道办事处2022年政府信息公开工作年度报告", "一、总体情况", "去年发布80条。", *report()[4:]]),
    ("the same title in full and in short", [*report()[:2], "青梧街道办事处2023年政府信息公开工作年度报告", *report()[2:]]),
]


@pytest.mark.parametrize("blocks", [case[1] for case in ONE], ids=[case[0] for case in ONE])
def test_one_report_stays_one(blocks):
    assert len(read_reports(official.html_file(blocks), "a.html")) == 1


@pytest.mark.parametrize("seed", range(40))
def test_generated_reports_stay_one(seed):
    assert len(divide(make(seed).document())) == 1


def test_text_without_titles_is_not_even_looked_at():
    document = Document([Paragraph("一、甲"), Paragraph("一、乙")], "text", "text")
    assert divide(document) == [document]


def test_both_reports_are_stored_printed_and_shown(tmp_path, capsys):
    data = official.html_file([*TWO[1][0], *TWO[1][1]])
    (tmp_path / "两份.html").write_bytes(data)
    url = f"sqlite:///{tmp_path}/a.db"
    assert [f.status for f in ingest([tmp_path / "两份.html"], url, 0).files] == ["added", "added"]
    assert ingest([tmp_path / "两份.html"], url, 0).count("unchanged") == 1
    ids = query_volumes(engine(url))["report_id"].tolist()
    assert {load_report(engine(url), int(i)).source.name for i in ids} == {"两份.html", "两份.html#2"}
    assert all(load_document(engine(url), int(i)) == data for i in ids)
    assert main(["parse", str(tmp_path / "两份.html")]) == 0
    assert [one["agency"]["name"] for one in json.loads(capsys.readouterr().out)] == ["云汀县青梧街道办事处", "云汀县水务局"]
    assert main(["parse", "--jsonl", str(tmp_path / "两份.html")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert [upload[0] for upload, _ in read_uploads([("两份.html", data, None)])] == ["两份.html", "两份.html#2"]


# parsed reports

PARSED = read_report(TEXT, "青梧.txt")
JSON = PARSED.model_dump_json().encode()


@pytest.mark.parametrize("data", [JSON, b"\xef\xbb\xbf" + JSON, b"[" + JSON + b"]", json.dumps(json.loads(JSON), indent=2).encode()])
def test_parsed_reports_come_back_as_they_were(data):
    assert read_reports(data, "x.json") == [PARSED]
    assert original_of(PARSED, data) is None and original_of(PARSED, TEXT) == TEXT


def test_lines_of_parsed_reports_leave_out_what_could_not_be_read():
    lines = b"\n".join([JSON, b'{"source": {"name": "x"}, "error": {"kind": "empty", "message": "m", "hint": "h"}}', JSON])
    assert len(read_reports(lines, "x.jsonl")) == 2


@pytest.mark.parametrize("data, detail", [
    (JSON.replace(b"disclosure-report/1", b"disclosure-report/9"), "schema: disclosure-report/9"), (b'{"a": 1}', "schema: None"), (JSON[:-50], "no well-formed JSON"),
    (JSON.replace(b'"year":2023', b'"year":"soon"'), "year"), (JSON.replace(b'"title"', b'"titel"'), "titel"), (b"{}", "schema: None"),
    (b'{"error": {}}', "it holds no report"), (b'{"a":' + b'[' * 100_000, "no well-formed JSON"),
])
def test_other_json_says_what_is_wrong(data, detail):
    with pytest.raises(UnreadableFile) as caught:
        read_reports(data, "x.json")
    assert caught.value.kind == "wrong_schema" and detail in caught.value.message("en")
    assert "年报数据" in caught.value.message("zh")


def test_parsed_reports_are_stored_with_their_own_source(tmp_path):
    url = f"sqlite:///{tmp_path}/a.db"
    (tmp_path / "x.json").write_bytes(JSON)
    (tmp_path / "青梧.txt").write_bytes(TEXT)
    assert [f.status for f in ingest([tmp_path / "x.json"], url, 0).files] == ["added"]
    stored = load_report(engine(url), int(query_volumes(engine(url))["report_id"][0]))
    assert (stored.source, load_document(engine(url), 1)) == (PARSED.source, None)
    assert [f.status for f in ingest([tmp_path / "x.json", tmp_path / "青梧.txt"], url, 0).files] == ["unchanged", "unchanged"]
