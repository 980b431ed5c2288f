"""What makes two findings the same, whichever reading or version of the report they come from: a person's verdict holds for the finding, not for a row."""
import hashlib
import json
import re
import unicodedata

from report.model import Finding

UNSPOKEN = re.compile(r"[\W_]+")  # spaces and punctuation, which other formats and readings set differently


def identity_of(finding: Finding) -> str:
    """Returns 24 hexadecimal digits that are equal where the check, the cells, the words of the evidence and the two sides are equal.

    Severity, wording and the place of a sentence do not count, so that a better message or a moved paragraph leaves the finding the same.
    A finding with neither cells nor evidence goes by what it tells."""
    cells = sorted(f"{c.table} {c.row} {c.column}" for c in finding.cells)
    words = sorted(UNSPOKEN.sub("", unicodedata.normalize("NFKC", e.text)) for e in finding.evidence)
    told = finding.values if not cells and not words else {}
    parts = [finding.check, finding.verdict, cells, words, _number(finding.left), _number(finding.right), {k: told[k] for k in sorted(told)}]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str, sort_keys=True).encode()).hexdigest()[:24]


def _number(value: float | None) -> str | None:
    """4 and 4.0 are one number."""
    return None if value is None else f"{float(value):.6f}"
