"""What the commands show of a run: the progress on standard error, the summary and the failures on standard output, short whatever their number."""
import argparse
import json
import sys
from collections import Counter

from data.errors import DatabaseProblem
from loaders.errors import UnreadableFile
from report.language import say

SHOWN = 50  # lines of each kind in the summary


class Progress:
    """A progress bar on standard error: files done, rate, remaining time, failures. Used as ingest's `progress`."""

    def __init__(self, language: str):
        self.language, self.bar, self.last, self.failed = language, None, None, 0

    def __call__(self, outcome, total: int) -> None:
        self._open(total)
        if outcome.status == "failed":
            self.failed += 1
            self.bar.set_postfix_str(say("failed: {n}", {"n": self.failed}, self.language), refresh=False)
        if outcome.path != self.last:  # a file of several reports counts once
            self.bar.update()
        self.last = outcome.path

    def _open(self, total: int | None) -> None:
        if self.bar is None:
            from tqdm import tqdm

            self.bar = tqdm(total=total, unit=say("files", language=self.language), file=sys.stderr, smoothing=0.02,
                            mininterval=0.2 if sys.stderr.isatty() else 5, dynamic_ncols=True)
        self.bar.total = total or self.bar.total

    def pages(self, name: str, done: int, all_: int) -> None:
        """Shows how many pages of a slow file are done, from the second on."""
        if all_ > 1:
            self._open(None)
            self.bar.set_postfix_str(f"{name} {done}/{all_}" if done < all_ else "")

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *error) -> None:
        if self.bar is not None:
            self.bar.close()


def as_error(problem: UnreadableFile | DatabaseProblem, language: str) -> dict:
    """Returns {"kind", "message", "hint"}."""
    return {"kind": problem.kind, "message": problem.message(language), "hint": problem.hint(language)}


def print_summary(summary, chosen: argparse.Namespace) -> None:
    """Prints the counts, and which files were replaced or failed: as words the first SHOWN of each, as JSON up to ten thousand outcomes
    (`not_listed`: how many more there were)."""
    from loaders.summary import STATUSES

    counts, language = {status: summary.count(status) for status in STATUSES}, chosen.lang
    if chosen.json:
        files = [{"path": str(f.path), "outcome": f.status, "report_id": f.report_id, **({"error": as_error(f.problem, language)} if f.problem else {})}
                 for f in summary.files]
        print(json.dumps({**counts, "seconds": round(summary.seconds, 3), "files": files, "not_listed": summary.unlisted}, ensure_ascii=False))
        return
    print(say("{added} added, {unchanged} unchanged, {replaced} replaced, {failed} failed; {seconds} seconds.",
              {**counts, "seconds": f"{summary.seconds:.1f}"}, language))
    if summary.left_alone:
        print(say("Not tried again, because these readers failed on the same bytes before: {n}. --retry tries them.", {"n": summary.left_alone}, language))
    shown: Counter = Counter()
    for f in summary.files:
        shown[f.status] += 1
        if shown[f.status] > SHOWN:
            continue
        if f.status == "replaced":
            print(say("Replaced: {path}", {"path": str(f.path)}, language))
        elif f.problem:
            print(say("Failed: {path}. {message} {hint}", {"path": str(f.path), "message": f.problem.message(language),
                                                           "hint": f.problem.hint(language)}, language))
    if counts["replaced"] > SHOWN:
        print(say("And {n} more were replaced.", {"n": counts["replaced"] - SHOWN}, language))
    if counts["failed"] > SHOWN:
        print(say("And {n} more failed; python -m loaders failures lists them all.", {"n": counts["failed"] - SHOWN}, language))


def print_failures(found, chosen: argparse.Namespace) -> None:
    """Prints the journal of failures: [{path, sha256, kind, message, hint, attempts, at (UTC)}], or one line a file and their number by kind."""
    from loaders.ingest import as_problem

    lines = []
    for row in found.to_dict("records"):
        problem = as_problem(row["kind"], row["values"])
        lines.append({"path": row["path"], "sha256": row["sha256"] if isinstance(row["sha256"], str) else None, **as_error(problem, chosen.lang),
                      "attempts": row["attempts"], "at": row["at"].isoformat(timespec="seconds") + "Z"})
    if chosen.json:
        print(json.dumps(lines, ensure_ascii=False))
        return
    print(say("Files that failed: {n}.", {"n": len(lines)}, chosen.lang))
    for kind, number in Counter(line["kind"] for line in lines).most_common():
        print(f"  {kind}: {number}")
    for line in lines:
        print(say("Failed: {path}. {message} {hint}", line, chosen.lang), say("(attempts: {n})", {"n": line["attempts"]}, chosen.lang))
