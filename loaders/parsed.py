"""Parsed reports in JSON (the schema of report/model.py) -> reports, as offices exchange them: one object, a list, or one a line."""
import hashlib
import json
import re

from pydantic import ValidationError

from loaders.errors import UnreadableFile
from report.model import SCHEMA, AnnualReport

HALF = re.compile(r"\\u[dD][89a-fA-F]")


def read_parsed(data: bytes, name: str) -> list[AnnualReport]:
    """Returns the reports that a JSON file holds, each with the source it was read from; files that could not be read then are left out.
    Raises UnreadableFile: wrong_schema."""
    found = [one for one in _objects(data, name) if not (isinstance(one, dict) and "error" in one and "schema" not in one)]
    if not found:
        raise UnreadableFile("wrong_schema", name, schema=SCHEMA, detail="it holds no report")
    return [_report(one, name) for one in found]


def original_of(report: AnnualReport, data: bytes) -> bytes | None:
    """Returns the bytes of the file that a report was read from, None where these are a parsed report's and the original stayed elsewhere."""
    return data if report.source.sha256.partition("#")[0] == hashlib.sha256(data).hexdigest() else None


def _objects(data: bytes, name: str) -> list:
    """Returns the objects of a list, of lines, or the one object."""
    try:
        text = data.decode("utf-8-sig")
        try:
            found = json.loads(text)
            found = found if isinstance(found, list) else [found]
        except json.JSONDecodeError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        if HALF.search(text):
            json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair is no character: UnicodeEncodeError
        return found
    except (ValueError, RecursionError):
        raise UnreadableFile("wrong_schema", name, schema=SCHEMA, detail="no well-formed JSON") from None


def _report(one: object, name: str) -> AnnualReport:
    schema = one.get("schema") if isinstance(one, dict) else type(one).__name__
    if schema != SCHEMA:
        raise UnreadableFile("wrong_schema", name, schema=SCHEMA, detail="schema: {found}", found=str(schema)[:60])
    try:
        return AnnualReport.model_validate(one)
    except ValidationError as error:
        first = error.errors()[0]
        raise UnreadableFile("wrong_schema", name, schema=SCHEMA, detail="{place}: {fault}", place=".".join(map(str, first["loc"]))[:80], fault=first["msg"][:120]) from None
