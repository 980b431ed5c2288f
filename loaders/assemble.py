"""Document -> AnnualReport: the main path."""
import hashlib

from loaders.document import Document
from loaders.errors import UnreadableFile
from loaders.figures import find_figures
from loaders.identity import find_identity
from loaders.outline import find_outline
from loaders.problems import find_problems
from loaders.readers import read_document
from loaders.tables import read_tables
from report.checks import run_checks
from report.model import AnnualReport, Source


def read_report(data: bytes, name: str, password: str | None = None) -> AnnualReport:
    """Returns the report that the bytes of one file hold. Raises UnreadableFile with a reason for people."""
    document = read_document(data, name, password)
    source = Source(name=name, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data),
                    format=document.format, reader=document.reader)
    return assemble(document, source)


def assemble(document: Document, source: Source) -> AnnualReport:
    """Returns the report of a document that has been read. Raises UnreadableFile where it is no annual report."""
    outline = find_outline(document)
    tables = read_tables(outline)
    identity = find_identity(document, outline)
    if not outline.is_report:
        raise UnreadableFile("not_a_report", source.name, detail=outline.looks_like)
    figures, figure_doubts = find_figures(outline.sections, identity.year)
    problems, measures, problem_doubts = find_problems(outline.sections, identity.year)
    report = AnnualReport(
        source=source, title=identity.title, agency=identity.agency, region=identity.region, year=identity.year,
        published=identity.published, editions=tables.editions, sections=outline.sections,
        disclosed=tables.disclosed, requests=tables.requests, disputes=tables.disputes,
        statistics=tables.statistics, cells=tables.cells, figures=figures, problems=problems, measures=measures,
        doubts=[*document.doubts, *outline.doubts, *tables.doubts, *identity.doubts, *figure_doubts, *problem_doubts])
    report.findings = run_checks(report)
    return report
