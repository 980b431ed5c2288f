"""The commands of whoever looks after the database: doctor, backup, restore, recheck."""
import argparse
import json
from collections.abc import Callable
from pathlib import Path

from report.language import say


def add_arguments(add: Callable[[str, str], argparse.ArgumentParser], t: Callable[[str], str]) -> None:
    """Adds these commands to the parser; `add` makes one by its name and sentence, `t` says words in the reader's language."""
    command = add("doctor", "Examines the database: integrity, versions, counts, files; tells what is wrong and what to do.")
    command.add_argument("--repair", action="store_true", help=t("make right what touches nothing that was read, after a copy of a SQLite file"))
    command.add_argument("--all", action="store_true", help=t("read the parts of every report, not only of the newest"))
    command.add_argument("--json", action="store_true", help=t("print the result as JSON"))
    command = add("backup", "Copies the whole database into a file, also while it is in use.")
    command.add_argument("path", metavar="PATH", type=Path)
    command.add_argument("--yes", action="store_true", help=t("replace the file where it exists"))
    command = add("restore", "Puts a copy made by backup in the place of the database.")
    command.add_argument("path", metavar="PATH", type=Path)
    command.add_argument("--yes", action="store_true", help=t("replace the reports that are stored now"))
    add("recheck", "Runs every check again on every current report; verdicts stay.")


def doctor(chosen: argparse.Namespace) -> int:
    """Tells each complaint with what to do; status 0 where all is well, or well again."""
    from data.backup import back_up, beside
    from data.doctor import examine, repair
    from data.engine import engine, locate

    store, address, language = engine(chosen.database), locate(chosen.database), chosen.lang
    found, kept = examine(store, chosen.all), None
    if found and chosen.repair:
        if address.get_backend_name() == "sqlite" and address.database:
            kept = beside(Path(address.database), "before-repair")
            back_up(address, kept)
        found = repair(store, "doctor", chosen.all)
    if chosen.json:
        print(json.dumps({"database": address.render_as_string(), "well": not found, "backup": kept and str(kept), "complaints": [
            {"kind": c.kind, "count": c.count, "examples": c.examples, "message": c.message(language), "hint": c.hint(language), "repaired": c.repaired}
            for c in found]}, ensure_ascii=False))
    else:
        if kept:
            print(say("As it was before the repair, the database stands in {backup}.", {"backup": str(kept)}, language))
        for one in found:
            print(f"{say('Repaired:' if one.repaired else 'Wrong:', language=language)} {one.message(language)} {one.hint(language)}")
        if not found:
            print(say("The database is well.", language=language))
        elif not chosen.repair:
            print(say("doctor --repair makes right what it safely can.", language=language))
    return int(any(not c.repaired for c in found))


def backup(chosen: argparse.Namespace) -> int:
    """Copies the database and says where and how large."""
    from data.backup import back_up
    from data.engine import engine, locate

    engine(chosen.database)  # says in words what is wrong with the address
    size = back_up(locate(chosen.database), chosen.path, chosen.yes)
    print(say("Copied and checked: {backup}, {size} MB.", {"backup": str(chosen.path), "size": f"{size / 1e6:.1f}"}, chosen.lang))
    return 0


def restore(chosen: argparse.Namespace) -> int:
    """Checks the copy first; replaces stored reports only with --yes."""
    from data.backup import count_reports, restore, verify
    from data.engine import engine, locate
    from data.errors import DatabaseProblem

    address = locate(chosen.database)
    verify(chosen.path, address)
    there = count_reports(address)
    if there and not chosen.yes:
        raise DatabaseProblem("would_replace", database=address.render_as_string(), n=there)
    kept = restore(address, chosen.path)
    engine(chosen.database)  # a copy of an older version is brought up
    if kept:
        print(say("What stood there before is kept in {backup}.", {"backup": str(kept)}, chosen.lang))
    print(say("Restored: {n} reports.", {"n": count_reports(address)}, chosen.lang))
    return 0


def recheck(chosen: argparse.Namespace) -> int:
    """Runs the checks again and says on how many reports."""
    from data.engine import engine
    from data.findings import recheck

    print(say("Checked again: {n} reports.", {"n": recheck(engine(chosen.database), "recheck")}, chosen.lang))
    return 0
