"""The house itself: floors, registries, catalogues and documents agree with each other."""
import ast
import importlib
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# a room -> the rooms it may import from
MAY_IMPORT = {
    "report": {"report"},
    "charts": {"charts"},
    "data": {"data", "report"},
    "loaders": {"loaders", "data", "report", "exports"},
    "exports": {"exports", "data", "report"},
    "pages": {"pages", "exports", "loaders", "data", "charts", "report"},
    "dashboard.py": {"pages", "data", "report"},
}
# a library -> the rooms (or files) that may import it
AT_HOME = {
    "streamlit": {"pages", "dashboard.py"},
    "plotly": {"charts"},
    "sqlmodel": {"data"},
    "sqlalchemy": {"data"},
    "selectolax": {"loaders/readers/html.py"},
    "pypdfium2": {"loaders/readers/pdf.py", "loaders/readers/pdf_page.py", "loaders/readers/scan.py"},
    "onnxruntime": {"loaders/readers/ocr.py"},
    "cv2": {f"loaders/readers/{name}.py" for name in ("ocr", "scan", "scan_glyphs", "scan_page", "scan_pieces", "scan_rules")},
    "PIL": {"loaders/readers/scan.py"},
    "olefile": {"loaders/readers/doc_binary.py", "loaders/readers/sheet_faults.py"},
    "python_calamine": {"loaders/readers/sheet.py"},
    "docx": {"exports"},
    "xlsxwriter": {"exports"},
}
FILES = [p for p in ROOT.rglob("*.py") if p.relative_to(ROOT).parts[0] in MAY_IMPORT]


@cache
def imports(path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module)
    return found


def room(path):
    return path.relative_to(ROOT).parts[0]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down_only(path):
    for name in imports(path):
        top = name.split(".")[0]
        if top in {"report", "data", "loaders", "exports", "charts", "pages", "dashboard", "tests", "benchmarks"}:
            assert top in MAY_IMPORT[room(path)], f"{room(path)} may not import {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_libraries_stay_at_home(path):
    place = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        homes = AT_HOME.get(name.split(".")[0])
        assert homes is None or room(path) in homes or place in homes, f"{name} does not belong in {place}"


def test_the_report_floor_needs_only_the_standard_library_and_pydantic():
    import sys
    allowed = set(sys.stdlib_module_names) | {"report", "pydantic"}
    for path in (ROOT / "report").rglob("*.py"):
        foreign = {name for name in imports(path) if name.split(".")[0] not in allowed}
        assert not foreign, f"{path.relative_to(ROOT)}: {foreign}"


def test_every_reader_is_registered():
    readers = importlib.import_module("loaders.readers")
    modules = {p.stem for p in (ROOT / "loaders/readers").glob("*.py")
               if re.search(r"^def read\(", p.read_text(encoding="utf-8"), re.M)}
    listed = repr(readers.READERS)
    for module in modules:
        assert module in listed, f"{module}.py is not in READERS"


def test_every_page_is_listed():
    entrance = (ROOT / "dashboard.py").read_text(encoding="utf-8")
    for path in (ROOT / "pages").glob("*.py"):
        if re.search(r"^def render\(", path.read_text(encoding="utf-8"), re.M):
            assert path.stem in entrance, f"{path.stem} is not in PAGES"


def test_readme_names_every_command_and_room():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for word in ("make run", "make test", "pip install -r requirements.txt", "streamlit run dashboard.py",
                 "python -m loaders parse", "python -m loaders ingest", "python -m loaders export", "python -m loaders samples"):
        assert word in readme, word
    for folder in ("pages/", "exports/", "loaders/", "data/", "report/", "charts/", "locale/", "benchmarks/", "tests/"):
        assert folder in readme, folder


def test_readme_gives_a_reason_for_every_dependency():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for file in ROOT.glob("requirements*.txt"):
        for line in file.read_text().splitlines():
            if name := re.match(r"[A-Za-z][\w-]*", line):
                assert f"`{name[0]}`" in readme, f"{name[0]} has no reason in the README"


@pytest.mark.parametrize("po", sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")), ids=lambda p: p.stem)
def test_catalogue_is_whole_and_compiled(po):
    from babel.messages.mofile import read_mo
    from babel.messages.pofile import read_po
    with open(po, "rb") as lines:
        written = {m.id: m for m in read_po(lines) if m.id}
    missing = [i for i, m in written.items() if not m.string or m.fuzzy]
    assert not missing, f"not translated: {missing[:5]}"
    for i, message in written.items():
        fields = set(re.findall(r"\{(\w+)[^}]*\}", i))
        assert set(re.findall(r"\{(\w+)[^}]*\}", message.string)) <= fields, f"{i}: other fields in the translation"
    with open(po.with_suffix(".mo"), "rb") as compiled:
        assert {m.id: m.string for m in read_mo(compiled) if m.id} == {i: m.string for i, m in written.items()}, "run make messages"


def test_streamlit_keeps_to_itself():
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["address"] == "127.0.0.1"


HEAVY = ("onnxruntime", "cv2", "rapidocr", "lxml", "pypdfium2", "selectolax", "python_calamine", "olefile", "msoffcrypto", "docx", "xlsxwriter", "pypinyin", "datasketch", "distributed")


def test_the_dashboard_starts_without_the_libraries_of_formats():
    """A file that asks for one loads it, in the process that reads it."""
    script = f"import pkgutil, importlib, pages, dashboard, sys\nfor m in pkgutil.walk_packages(pages.__path__, 'pages.'): importlib.import_module(m.name)\nprint([n for n in {HEAVY} if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1] == "[]"
