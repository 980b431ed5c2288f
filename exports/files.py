"""What is stored, written to one file or folder: Excel, CSV or JSON."""
import json
import zipfile
from pathlib import Path

from data.filters import Filter
from data.printed import query_report_ids
from data.queries import EVERYTHING
from data.store import load_report
from exports.frames import to_csv, write_xlsx
from exports.sheets import make_sheets

FORMATS = ("xlsx", "csv", "json")


def export(engine, path: Path, format: str | None = None, filter: Filter = EVERYTHING, language: str = "zh") -> list[Path]:
    """Writes the current reports and returns the files written. `format`: xlsx, csv or json; by default that of the path's name, else xlsx.

    csv writes a folder with a file a sheet, or a zip where the path ends in .zip; json writes the parsed reports as one list,
    exactly as they were read. A file that is there is replaced only when the new one is whole."""
    format = format or {".json": "json", ".csv": "csv", ".zip": "csv"}.get(path.suffix.lower(), "xlsx")
    path.parent.mkdir(parents=True, exist_ok=True)
    if format == "csv" and path.suffix.lower() != ".zip":
        path.mkdir(exist_ok=True)
        return [_whole(path / f"{name}.csv", lambda part, frame=frame: part.write_bytes(to_csv(frame, language)))
                for name, frame in make_sheets(engine, filter, language)]
    write = {"csv": _write_zip, "json": _write_json, "xlsx": lambda part, *more: write_xlsx(part, make_sheets(*more), more[-1])}[format]
    return [_whole(path, lambda part: write(part, engine, filter, language))]


def _whole(path: Path, write) -> Path:
    part = path.with_name(path.name + ".part")
    try:
        write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _write_zip(path: Path, engine, filter: Filter, language: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frame in make_sheets(engine, filter, language):
            archive.writestr(f"{name}.csv", to_csv(frame, language))


def _write_json(path: Path, engine, filter: Filter, language: str) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as lines:
        lines.write("[")
        for i, report_id in enumerate(query_report_ids(engine, filter)):
            lines.write(",\n" if i else "\n")
            lines.write(json.dumps(load_report(engine, report_id).model_dump(mode="json"), ensure_ascii=False))
        lines.write("\n]\n")
