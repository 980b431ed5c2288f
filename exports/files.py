"""What is stored, written to one file or folder: Excel, CSV or JSON."""
from pathlib import Path

from data.corrections import load_printed
from data.filters import Filter
from data.printed import query_report_ids
from data.queries import EVERYTHING
from exports.frames import write_csv, write_csv_zip, write_xlsx
from exports.sheets import make_sheets

FORMATS = ("xlsx", "csv", "json")


def export(engine, path: Path, format: str | None = None, filter: Filter = EVERYTHING, language: str = "zh") -> list[Path]:
    """Writes the current reports and returns the files written. `format`: xlsx, csv or json; by default that of the path's name, else xlsx.

    csv writes a folder with a file a sheet, or a zip where the path ends in .zip; json writes the parsed reports as one list,
    exactly as they were read. A file that is there is replaced only when the new one is whole."""
    format = format or {".json": "json", ".csv": "csv", ".zip": "csv"}.get(path.suffix.lower(), "xlsx")
    path.parent.mkdir(parents=True, exist_ok=True)
    if format == "json":
        return [_whole(path, lambda part: _write_json(part, engine, filter))]
    sheets = make_sheets(engine, filter, language)
    if format == "xlsx":
        return [_whole(path, lambda part: write_xlsx(part, sheets, language))]
    if path.suffix.lower() == ".zip":
        return [_whole(path, lambda part: write_csv_zip(part, sheets, language))]
    path.mkdir(exist_ok=True)
    return [_whole(path / f"{name}.csv", lambda part, frames=frames: _write_csv(part, frames, language)) for name, frames in sheets]


def _whole(path: Path, write) -> Path:
    part = path.with_name(path.name + ".part")
    try:
        write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _write_csv(path: Path, frames, language: str) -> None:
    with open(path, "wb") as target:
        write_csv(target, frames, language)


def _write_json(path: Path, engine, filter: Filter) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as lines:
        lines.write("[")
        for i, report_id in enumerate(query_report_ids(engine, filter)):
            lines.write(",\n" if i else "\n")
            lines.write(load_printed(engine, report_id).model_dump_json())
        lines.write("\n]\n")
