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
from loaders import pool
from loaders.errors import UnreadableFile
from loaders.find import find_files, read_bytes
from loaders.readers.sandbox import run_limited
from report.language import LANGUAGES, say

FORMATS = ("xlsx", "csv", "json")
FILES_A_WORKER = 8  # below that a second process costs more than it saves


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status; whatever goes wrong is said in words, never as a traceback."""
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
    command = add("export", "Writes what is stored as files that people open.", stored)
    command.add_argument("path", metavar="PATH", type=Path)
    command.add_argument("--format", choices=FORMATS, help=t("by default that of the path's name, else xlsx"))
    add("reindex", "Compares the prose of every stored report anew; for databases older than that comparison.", stored)
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

    with _progress(chosen.lang) as progress:
        summary = ingest(chosen.paths, chosen.database, chosen.workers, progress, pages=progress.pages)
    _print_summary(summary, chosen)
    return int(summary.count("failed") > 0)


def export(chosen: argparse.Namespace) -> int:
    """Writes what is stored and says where."""
    from data.engine import engine
    from exports.files import export

    try:
        for path in export(engine(chosen.database), chosen.path, chosen.format, language=chosen.lang):
            print(path)
    except OSError as error:
        raise UnreadableFile("not_writable", str(chosen.path), detail=error.strerror or type(error).__name__) from error
    return 0


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
    with _progress(chosen.lang) as progress:
        summary = load_samples(chosen.database, progress)
    _print_summary(summary, chosen)
    return int(summary.count("failed") > 0)


def reindex(chosen: argparse.Namespace) -> int:
    """Compares the prose of every stored report anew."""
    from tqdm import tqdm

    from data.engine import engine
    from data.phrases import reindex

    with tqdm(unit=say("reports", language=chosen.lang), file=sys.stderr) as bar:
        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)
        print(say("Compared anew: {n} reports.", {"n": reindex(engine(chosen.database), progress)}, chosen.lang))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {"parse": parse, "ingest": ingest, "export": export, "reindex": reindex, "samples": samples}


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


def as_error(problem: UnreadableFile | DatabaseProblem, language: str) -> dict:
    """Returns {"kind", "message", "hint"}."""
    return {"kind": problem.kind, "message": problem.message(language), "hint": problem.hint(language)}


class _progress:
    """A progress bar on standard error: files done, rate, remaining time. Used as ingest's `progress`."""

    def __init__(self, language: str):
        self.language, self.bar = language, None

    def __call__(self, outcome, total: int) -> None:
        self._open(total)
        self.bar.update()

    def _open(self, total: int | None) -> None:
        if self.bar is None:
            from tqdm import tqdm

            self.bar = tqdm(total=total, unit=say("files", language=self.language), file=sys.stderr,
                            mininterval=0.2 if sys.stderr.isatty() else 5, dynamic_ncols=True)
        self.bar.total = total or self.bar.total

    def pages(self, name: str, done: int, all_: int) -> None:
        """Shows how many pages of a slow file are done, from the second on."""
        if all_ > 1:
            self._open(None)
            self.bar.set_postfix_str(f"{name} {done}/{all_}" if done < all_ else "")

    def __enter__(self) -> "_progress":
        return self

    def __exit__(self, *error) -> None:
        if self.bar is not None:
            self.bar.close()


def _print_summary(summary, chosen: argparse.Namespace) -> None:
    from loaders.ingest import STATUSES

    counts, language = {status: summary.count(status) for status in STATUSES}, chosen.lang
    if chosen.json:
        files = [{"path": str(f.path), "outcome": f.status, "report_id": f.report_id, **({"error": as_error(f.problem, language)} if f.problem else {})}
                 for f in summary.files]
        print(json.dumps({**counts, "seconds": round(summary.seconds, 3), "files": files}, ensure_ascii=False))
        return
    print(say("{added} added, {unchanged} unchanged, {replaced} replaced, {failed} failed; {seconds} seconds.",
              {**counts, "seconds": f"{summary.seconds:.1f}"}, language))
    for f in summary.files:
        if f.status == "replaced":
            print(say("Replaced (the older version is kept): {path}", {"path": str(f.path)}, language))
        elif f.problem:
            print(say("Failed: {path}. {message} {hint}", {"path": str(f.path), "message": f.problem.message(language),
                                                           "hint": f.problem.hint(language)}, language))


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
