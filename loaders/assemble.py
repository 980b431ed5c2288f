"""Document -> AnnualReport: the main path."""
import hashlib
from collections.abc import Callable

from loaders.document import Document
from loaders.errors import UnreadableFile
from loaders.figures import find_figures
from loaders.identity import find_identity
from loaders.outline import find_outline
from loaders.parsed import read_parsed
from loaders.problems import find_problems
from loaders.readers import read_document
from loaders.readers.detect import is_json
from loaders.several import divide
from loaders.tables import TablesRead, read_tables
from report.apart import attempt
from report.checks import run_checks
from report.model import AnnualReport, Doubt, Source
from report.unread import tell_unread


def read_report(data: bytes, name: str, password: str | None = None) -> AnnualReport:
    """Returns the first report that the bytes of one file hold. Raises UnreadableFile with a reason for people."""
    return read_reports(data, name, password)[0]


def read_reports(data: bytes, name: str, password: str | None = None) -> list[AnnualReport]:
    """Returns the reports that the bytes of one file hold: nearly always one. Those after the first are called name#2 …, their sha256
    too. Parsed reports in JSON keep the source they were read from. Raises UnreadableFile with a reason for people."""
    if is_json(data):
        return read_parsed(data, name)
    document = read_document(data, name, password)
    sha256, found = hashlib.sha256(data).hexdigest(), []
    for number, part in enumerate(divide(document), 1):
        mark = f"#{number}" if number > 1 else ""
        source = Source(name=name + mark, sha256=sha256 + mark, bytes=len(data), format=document.format, reader=document.reader)
        found.append(assemble(part, source))
    return found


def assemble(document: Document, source: Source) -> AnnualReport:
    """Returns the report of a document that has been read. Raises UnreadableFile where it is no annual report.
    The tables, the figures and the problems are parts: one at which this program fails is absent, with a doubt (report/unread.py)."""
    unread: list[Doubt] = []

    def part(kind: str, nothing, work: Callable, *arguments):
        """Returns what the reading of one part gives; `nothing` and a doubt where this program fails at it, so that the other parts stand."""
        found, fault = attempt(f"{source.name}: {kind}", work, *arguments)
        unread.extend([tell_unread(kind, fault)] if fault else [])
        return nothing if fault else found

    outline = find_outline(document)
    tables = part("unread_tables", TablesRead(), read_tables, outline)
    identity = find_identity(document, outline)
    if not outline.is_report:
        raise UnreadableFile("not_a_report", source.name, detail=outline.looks_like)
    figures, figure_doubts = part("unread_figures", ([], []), find_figures, outline.sections, identity.year, outline.counted)
    problems, measures, problem_doubts = part("unread_problems", ([], [], []), find_problems, outline.sections, identity.year, outline.told)
    report = AnnualReport(
        source=source, title=identity.title, agency=identity.agency, region=identity.region, year=identity.year, year_evidence=identity.year_evidence,
        published=identity.published, published_evidence=identity.published_evidence, editions=tables.editions, sections=outline.sections,
        disclosed=tables.disclosed, requests=tables.requests, disputes=tables.disputes,
        statistics=tables.statistics, cells=tables.cells, figures=figures, problems=problems, measures=measures,
        doubts=[*document.doubts, *outline.doubts, *tables.doubts, *identity.doubts, *figure_doubts, *problem_doubts, *unread])
    report.findings = run_checks(report)
    return report
