"""Every writer raises the data version in its own transaction, so that other sessions see what it wrote at their next interaction."""
import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RAISING = {"note", "write_note", "raise_version", "_write_parts"}  # _write_parts (data/store.py) raises it where something was stored
CHANGING = ("insert", "update", "delete", "insert_rows", "exec_driver_sql")
QUIET = {"engine._prepare": "makes the tables before anybody reads", "engine._note_refusal": "a line of the journal, which pages read anew",
         "audit.record": "a line of the journal, which pages read anew", "store._save": "through _write_parts",
         "stock.settle_stock": "what the planner knows, which no page shows"}
FILES = [p for folder in ("data", "loaders", "exports", "pages") for p in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in p.parts]


def writers() -> dict[str, list[ast.With]]:
    """Returns file.function -> its writing transactions."""
    found: dict[str, list[ast.With]] = {}
    for source, path in ((p.read_text(encoding="utf-8"), p) for p in FILES):
        for function in (n for n in ast.walk(ast.parse(source if "writing(" in source else "")) if isinstance(n, ast.FunctionDef)):
            blocks = [n for n in ast.walk(function) if isinstance(n, ast.With) and any(called(i.context_expr) == "writing" for i in n.items)]
            if blocks:
                found[f"{path.stem}.{function.name}"] = blocks
    return found


def called(node: ast.expr) -> str:
    return (getattr(node.func, "id", None) or getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""


WRITERS = writers()


def test_the_writers_are_known():
    assert {"store._save", "store.delete_report", "store.remove_samples", "verdicts.save_verdict", "verdicts.withdraw_verdict", "corrections.save_correction",
            "corrections.withdraw_correction", "findings.recheck", "phrases.count_phrases", "phrases.reindex", "deadlines.save_deadline", "roster.save_roster",
            "access.give_role", "failures.note_failures"} <= set(WRITERS)
    assert [p.as_posix() for p in FILES if p.relative_to(ROOT).parts[0] != "data" and "writing(" in p.read_text(encoding="utf-8")] == [], "all else writes through data/"


@pytest.mark.parametrize("writer", sorted(set(WRITERS) - set(QUIET)))
def test_every_writer_raises_the_data_version(writer):
    raising = [block for block in WRITERS[writer] if {called(n) for n in ast.walk(block)} & RAISING]
    assert raising and set(CHANGING) & {called(n) for b in WRITERS[writer] if b not in raising for n in ast.walk(b)} == set(), f"{writer} does not raise the data version (data/journal.py)"
