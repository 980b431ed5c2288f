"""The commands, their arguments and what they print. Exit status: 0 all read, 1 something could not be read, 2 wrong arguments."""
import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from data.errors import DatabaseProblem
from loaders import administration, maintenance, pool
from loaders.errors import UnreadableFile
from loaders.find import find_files, read_bytes
from loaders.readers.sandbox import run_limited
from loaders.showing import Progress, as_error, print_summary
from report.language import LANGUAGES, say

FORMATS = ("xlsx", "csv", "json")
FILES_A_WORKER = 8  # below that a second process costs more than it saves


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status; whatever goes wrong is said in words; only a fault of this program leaves
    its traceback in the log, on standard error."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = sys.argv[1:] if arguments is None else arguments
    chosen = make_parser(_language(arguments)).parse_args(arguments)
    try:
        return COMMANDS[chosen.command](chosen)
    except (DatabaseProblem, UnreadableFile) as problem:
        if getattr(chosen, "json", False):
            print(json.dumps({"error": as_error(problem, chosen.lang)}, ensure_ascii=False))
        _tell(f"{problem.message(chosen.lang)} {problem.hint(chosen.lang)}")
        return 2
    except KeyboardInterrupt:
        _tell(say("Stopped. What was stored stays; the same command goes on from here.", language=chosen.lang))
        return 130
    except BrokenPipeError:  # the reader of our output has gone: parse … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def make_parser(language: str) -> argparse.ArgumentParser:
    """Returns the parser of the command line, its help in the language."""
    def t(words: str) -> str:
        return say(words, language=language)

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=list(LANGUAGES), default=language, help=t("language of the messages"))
    stored = argparse.ArgumentParser(add_help=False, parents=[shared])
    stored.add_argument("--database", metavar="URL", help=t("SQLAlchemy URL; by default DATABASE_URL, else data/disclosure.db"))
    parser = argparse.ArgumentParser(prog="python -m loaders", description=t("Reads annual reports on government information disclosure."))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, words: str, parent: argparse.ArgumentParser) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=t(words), description=t(words), parents=[parent])

    command = add("parse", "Prints the parsed report of each file as JSON; touches no database.", shared)
    command.add_argument("files", nargs="+", metavar="FILE", type=Path)
    command.add_argument("--jsonl", action="store_true", help=t("one object a line, in the order of the files"))
    command = add("ingest", "Reads files, folders and archives into the database; safe to repeat.", stored)
    command.add_argument("paths", nargs="+", metavar="PATH", type=Path)
    command.add_argument("--workers", type=_whole, metavar="N", help=t("reading processes; by default one a core"))
    command.add_argument("--json", action="store_true", help=t("print the summary as JSON"))
    command.add_argument("--retry", action="store_true", help=t("try also the files that these readers have failed on before"))
    command.add_argument("--scheduler", metavar="URL", help=t("Dask scheduler whose workers read: tcp://host:8786; they must see the same folders"))
    command = add("failures", "Lists the files that could not be read or stored.", stored)
    command.add_argument("--json", action="store_true", help=t("print the list as JSON"))
    command = add("export", "Writes what is stored as files that people open.", stored)
    command.add_argument("path", metavar="PATH", type=Path)
    command.add_argument("--format", choices=FORMATS, help=t("by default that of the path's name, else xlsx"))
    command = add("reindex", "Compares the prose of every stored report anew and makes the full-text index again.", stored)
    command.add_argument("--search", action="store_true", help=t("only the full-text index and the names that agencies are found by"))
    command = add("roster", "Makes a list of agencies the roster of a county: who owes a report.", stored)
    command.add_argument("path", metavar="PATH", type=Path, help=t("a sheet, CSV or text with code, name, kind, parent"))
    command.add_argument("--region", required=True, metavar="CODE", help=t("the county’s or city’s digits, as 990101"))
    maintenance.add_arguments(lambda name, words: add(name, words, stored), t)
    administration.add_arguments(lambda name, words: add(name, words, stored), t)
    command = add("samples", "Loads the demonstration data, or takes it out again.", stored)
    command.add_argument("--remove", action="store_true", help=t("take the demonstration data out"))
    command.add_argument("--if-empty", action="store_true", help=t("only where no report is stored yet"))
    return parser


def parse(chosen: argparse.Namespace) -> int:
    """Prints one object (indented), a list of several, or one a line with --jsonl; archives and files of two reports give several."""
    files, failed, count = list(find_files(chosen.files, folders=False)), False, 0
    workers = min(pool.available_workers(), -(-len(files) // FILES_A_WORKER))
    alone = len(files) == 1 and not chosen.jsonl
    listed = not alone and not chosen.jsonl
    print("[" if listed else "", end="")
    for path, result in pool.run(read_as_json, files, workers):
        if isinstance(result, UnreadableFile):
            failed, result = True, [describe_failure(path, result, chosen.lang)]
        if alone:
            print(json.dumps(result[0] if len(result) == 1 else result, ensure_ascii=False, indent=2))
            continue
        for one in result:
            print(",\n" if listed and count else "", json.dumps(one, ensure_ascii=False, separators=(",", ":")), sep="", end="" if listed else "\n")
            count += 1
    print("]\n" if listed else "", end="", flush=True)
    return int(failed)


def ingest(chosen: argparse.Namespace) -> int:
    """Reads into the database; progress on standard error, the summary on standard output."""
    from loaders.ingest import ingest
    from loaders.readers.limits import memory_is_limited

    if not memory_is_limited():
        _tell(say("This system cannot limit the memory of reading processes; their time is limited all the same.", language=chosen.lang))
    with Progress(chosen.lang) as progress:
        summary = ingest(chosen.paths, chosen.database, chosen.workers, progress, pages=progress.pages, retry=chosen.retry, scheduler=chosen.scheduler,
                         actor=administration.system_user())
    print_summary(summary, chosen)
    return int(summary.count("failed") > 0)


def failures(chosen: argparse.Namespace) -> int:
    """Lists what could not be read, the latest first; the exit status is 0: the list itself was read."""
    from data.engine import engine
    from data.failures import query_failures
    from loaders.showing import print_failures

    print_failures(query_failures(engine(chosen.database)), chosen)
    return 0


def export(chosen: argparse.Namespace) -> int:
    """Writes what is stored and says where."""
    from data.audit import record
    from data.engine import engine
    from exports.files import export

    try:
        for path in export(engine(chosen.database), chosen.path, chosen.format, language=chosen.lang):
            print(path)
            record(engine(chosen.database), "exported", {"file": str(path)}, administration.system_user())
    except OSError as error:
        raise UnreadableFile("not_writable", str(chosen.path), detail=error.strerror or type(error).__name__) from error
    return 0


def roster(chosen: argparse.Namespace) -> int:
    """Stores a roster and says which lines were not understood; nothing is stored where none was."""
    from data.engine import engine
    from data.roster import save_roster
    from loaders.rosters import as_lines, read_roster_file

    found = read_roster_file(read_bytes(chosen.path), name_of(chosen.path))
    for problem in found.problems:
        _tell(say("Line {line}, “{text}”: {why}.", {"line": problem.line, "text": problem.text, "why": say(problem.template, problem.values, chosen.lang)}, chosen.lang))
    if not found.lines:
        _tell(say("No agency was understood; the roster stays as it is.", language=chosen.lang))
        return 1
    saved = save_roster(engine(chosen.database), chosen.region, as_lines(found), "roster")
    print(say("The roster of {region} now has {n} agencies: {new} new to the database, {removed} taken off.",
              {"region": chosen.region, "n": saved.agencies, "new": saved.new, "removed": saved.removed}, chosen.lang))
    return int(bool(found.problems))


def samples(chosen: argparse.Namespace) -> int:
    """Loads or removes the demonstration data."""
    from data.engine import engine
    from data.queries import query_years
    from data.store import remove_samples
    from loaders.samples import load_samples

    chosen.json = False
    if chosen.remove:
        print(say("Demonstration reports taken out: {n}.", {"n": remove_samples(engine(chosen.database), "samples")}, chosen.lang))
        return 0
    if chosen.if_empty and query_years(engine(chosen.database)):
        return 0
    with Progress(chosen.lang) as progress:
        summary = load_samples(chosen.database, progress)
    print_summary(summary, chosen)
    return int(summary.count("failed") > 0)


def reindex(chosen: argparse.Namespace) -> int:
    """Makes the full-text index and the names again and, unless only those are asked for, compares the prose of every stored report anew."""
    from tqdm import tqdm

    from data.engine import engine
    from data.phrases import reindex
    from data.search import reindex_search

    database = engine(chosen.database)
    with tqdm(unit=say("reports", language=chosen.lang), file=sys.stderr) as bar:
        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)
        print(say("Entered anew: {n} reports.", {"n": reindex_search(database, progress)}, chosen.lang))
        if not chosen.search:
            bar.reset()
            print(say("Compared anew: {n} reports.", {"n": reindex(database, progress)}, chosen.lang))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "parse": parse, "ingest": ingest, "failures": failures, "export": export, "reindex": reindex, "recheck": maintenance.recheck, "roster": roster,
    "samples": samples, "doctor": maintenance.doctor, "backup": maintenance.backup, "restore": maintenance.restore,
    "roles": administration.roles, "log": administration.log}


def read_as_json(path: Path) -> list[dict]:
    """Returns the parsed reports of one file as JSON objects, nearly always one, read in a process of its own. Raises UnreadableFile."""
    data = read_bytes(path)
    return json.loads(run_limited("reports", data, name_of(path)))


def name_of(path: Path) -> str:
    """Returns what a file is called in messages: its name without folders."""
    return path.name or str(path)


def describe_failure(path: Path, problem: UnreadableFile, language: str) -> dict:
    """Returns what stands in place of a report: {"source": {...}, "error": {"kind", "message", "hint"}}."""
    source = {"name": name_of(path)}
    with suppress(UnreadableFile):
        data = read_bytes(path)
        source |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return {"source": source, "error": as_error(problem, language)}


def _language(arguments: list[str]) -> str:
    """The language asked for by --lang or DISCLOSURE_LANG; else Chinese."""
    given = [b for a, b in zip(arguments, arguments[1:]) if a == "--lang"] + [a[7:] for a in arguments if a.startswith("--lang=")]
    return next((g for g in (*given, os.environ.get("DISCLOSURE_LANG", "")) if g in LANGUAGES), "zh")


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(repr(text))
    return int(text)


def _tell(words: str) -> None:
    print(words, file=sys.stderr)
