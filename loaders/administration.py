"""The commands of who may do what: roles, and the log. On the server they are the system user's, who may do everything."""
import argparse
import getpass
from collections.abc import Callable
from pathlib import Path

from loaders.errors import UnreadableFile
from report.language import say


def add_arguments(add: Callable[[str, str], argparse.ArgumentParser], t: Callable[[str], str]) -> None:
    """Adds these commands to the parser; `add` makes one by its name and sentence, `t` says words in the reader's language."""
    command = add("roles", "Lists who may do what; gives and takes roles.")
    words = t("person, role (viewer, editor, administrator) and, where it is limited, the leading digits of a region code")
    command.add_argument("--give", nargs="+", metavar=("PERSON", "ROLE"), help=words)
    command.add_argument("--take", nargs="+", metavar=("PERSON", "ROLE"), help=words)
    command = add("log", "Writes the log of sign-ins, changes and exports as a file, or takes old lines out.")
    command.add_argument("path", nargs="?", metavar="PATH", type=Path, help=t("a name that ends in .xlsx or .csv"))
    command.add_argument("--prune", type=int, metavar="DAYS", help=t("take out lines older than that many days, at least 180"))


def system_user() -> str:
    """Returns the name of the system's user, "" where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def roles(chosen: argparse.Namespace) -> int:
    """Gives or takes a role, then lists all: person, role, region, a line each."""
    from data.access import give_role, query_roles, take_role
    from data.engine import engine
    from exports.words import code

    database = engine(chosen.database)
    for what, given in ((give_role, chosen.give), (take_role, chosen.take)):
        if given:
            person, role, region = (*given, "", "")[:3]
            what(database, person, role, region, system_user())
    for row in query_roles(database).itertuples():
        print(row.person, code(row.role, chosen.lang), row.region or say("everywhere", language=chosen.lang), sep="\t")
    return 0


def log(chosen: argparse.Namespace) -> int:
    """Writes the log, newest line first; then prunes, where asked. Status 2 where neither was asked."""
    from data.audit import prune, query_audit, record
    from data.engine import engine
    from exports.frames import to_csv, to_xlsx
    from exports.registers import JOURNAL, journal, named

    database, spoken = engine(chosen.database), chosen.lang
    if chosen.path is None and chosen.prune is None:
        print(say("Name a file, or --prune DAYS.", language=spoken))
        return 2
    if chosen.path is not None:
        lines = named(journal(query_audit(database, limit=None), spoken), JOURNAL, spoken)
        try:
            chosen.path.write_bytes(to_csv(lines, spoken) if chosen.path.suffix.lower() == ".csv" else to_xlsx({"log": lines}, spoken))
        except OSError as error:
            raise UnreadableFile("not_writable", str(chosen.path), detail=error.strerror or type(error).__name__) from error
        record(database, "exported", {"file": str(chosen.path)}, system_user())
        print(say("{n} lines: {path}", {"n": len(lines), "path": str(chosen.path)}, spoken))
    if chosen.prune is not None:
        print(say("Taken out: {n} lines.", {"n": prune(database, chosen.prune, system_user())}, spoken))
    return 0
