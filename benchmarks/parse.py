"""Reports a second on one core, stage by stage, over generated reports and over a labelled corpus where one is given.

    python -m benchmarks.parse [--count 60] [--corpus ../shared/corpus]
"""
import argparse
import time
from collections import Counter
from pathlib import Path

from loaders.figures import find_figures
from loaders.identity import find_identity
from loaders.outline import find_outline
from loaders.problems import find_problems
from loaders.readers import read_document
from loaders.tables import read_tables
from report.checks import run_checks
from report.model import AnnualReport, Source
from tests.generator import FORMATS, TEXT_ONLY, make


def generated(count: int, formats: list[str]) -> list[tuple[str, bytes]]:
    """Returns the names and bytes of that many generated reports in each format."""
    samples = [s for s in map(make, range(count * 2)) if not s.traits & TEXT_ONLY][:count]
    return [(FORMATS[f][0], FORMATS[f][1](s.blocks)) for f in formats for s in samples]


def time_stages(files: list[tuple[str, bytes]]) -> Counter:
    """Returns the seconds that each stage takes over all files, the stages in the order of the main path."""
    spent: Counter = Counter()

    def timed(stage, work):
        begin = time.perf_counter()
        result = work()
        spent[stage] += time.perf_counter() - begin
        return result

    for name, data in files:
        document = timed("read", lambda: read_document(data, name))
        outline = timed("outline", lambda: find_outline(document))
        tables = timed("tables", lambda: read_tables(outline))
        identity = timed("identity", lambda: find_identity(document, outline))
        figures, _ = timed("figures", lambda: find_figures(outline.sections, identity.year, outline.counted))
        problems, measures, _ = timed("problems", lambda: find_problems(outline.sections, identity.year, outline.told))
        source = Source(name=name, sha256="", bytes=len(data), format=document.format, reader=document.reader)
        report = timed("assemble", lambda: AnnualReport(
            source=source, title=identity.title, agency=identity.agency, region=identity.region, year=identity.year, sections=outline.sections,
            editions=tables.editions, disclosed=tables.disclosed, requests=tables.requests, disputes=tables.disputes, cells=tables.cells,
            statistics=tables.statistics, figures=figures, problems=problems, measures=measures))
        timed("checks", lambda: run_checks(report))
        timed("json", report.model_dump_json)
    return spent


def show(title: str, files: list[tuple[str, bytes]]) -> None:
    """Prints milliseconds a report for each stage and reports a second for all."""
    time_stages(files[:2])  # imports and caches
    spent = time_stages(files)
    whole = sum(spent.values())
    stages = "  ".join(f"{stage} {1000 * seconds / len(files):.1f}" for stage, seconds in spent.items())
    print(f"{title:12} {len(files):4} reports  {len(files) / whole:6.1f} a second  ms: {stages}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=60, help="generated reports in each format")
    parser.add_argument("--formats", default="html,rows,cells,words")
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[2] / "shared" / "corpus")
    given = parser.parse_args()
    for name in given.formats.split(","):
        show(name, generated(given.count, [name]))
    if (given.corpus / "reports").exists():
        show("corpus", [(p.name, p.read_bytes()) for p in sorted((given.corpus / "reports").iterdir())])


if __name__ == "__main__":
    main()
