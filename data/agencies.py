"""Which agency a report belongs to: never two different places of one name in one agency, and no guess where the place is undecided."""
import re
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, select, update

from data.filters import region_number
from data.models import AgencyRow, DoubtRow, ReportRow
from data.places import PLACE, add_agency
from report.model import Agency, AnnualReport, Region
from report.wording import label

PLACES = ("province", "city", "county", "township")
TOWNSHIPS = ("subdistrict", "town", "township")
GOVERNMENT = "人民政府"
STREET_OFFICE = re.compile(r"街道(?:办事处|办)$")  # 芦湖街道办事处
BODY = re.compile(r"(?:人民政府|办事处|管理委员会|管委会)$")  # 三单乡人民政府
TOWNSHIP_OFFICE = re.compile(r"(?:党政|党政综合|综合)?办公室$")  # 城关镇党政办公室: it reports for the township
PLACE_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|省|市|县|区|旗|州|盟)$")  # 张店区
OWN_PLACE = re.compile(r"^.{2,}?(?:省|市|县|区|旗|州|盟|镇|乡|街道).")  # 云岭县教育局, not 教育局 nor 市场监督管理局
NO_PLACE = re.compile(r"(?:开发|高新|园|景|度假|名胜|保护|保税|示范|功能|集聚|新|矿|社|林|库|港|校|灾)区")  # 开发区 names no place by itself


def comparable(name: str, kind: str, region: Region | None = None) -> str:
    """Returns what two spellings of one agency's name have in common, given its place: 高青县芦湖街道办事处 and 芦湖街道 are 芦湖街道,
    张店区教育局 and 淄博市张店区教育局 are 教育局 (of 张店区)."""
    bare = label(name)
    township = label(region.township) if region and region.township else ""
    for place in (region.province, region.city, region.county) if region else ():
        for spelling in _spellings(place) if kind not in TOWNSHIPS else (label(place or ""),):
            bare = _without(bare, spelling)
    bare = _without(bare, GOVERNMENT)
    if kind in TOWNSHIPS:
        bare = TOWNSHIP_OFFICE.sub("", bare) or bare
    bare = STREET_OFFICE.sub("街道", bare)
    bare = BODY.sub("", bare) or bare
    return township if township and kind in TOWNSHIPS and bare.endswith(township) else bare


def _spellings(place: str | None) -> tuple[str, ...]:
    """张店区 -> 张店区, 张店."""
    full = label(place or "")
    short = PLACE_SUFFIX.sub("", full)
    return (full, short) if len(short) > 1 else (full,)


def _without(name: str, beginning: str) -> str:
    """Returns the name without the beginning, unless nothing would be left."""
    return name[len(beginning):] if beginning and name.startswith(beginning) and len(name) > len(beginning) + 1 else name


def nameable(agency: Agency, region: Region | None) -> bool:
    """Returns whether an agency without region code can be known again by its name: not where several known places fit it,
    and not a bare 教育局, which every county has."""
    if region and region.candidates:
        return False
    if region and (region.county or region.city):
        return True
    return agency.kind in TOWNSHIPS or bool(OWN_PLACE.match(NO_PLACE.sub("", label(agency.name))))


def find_agencies(connection: Connection, reports: Sequence[AnnualReport]) -> list[int | None]:
    """Returns the id of each report's agency, made new where it is not known yet; None where the report names none.

    With a region code the agency is the one of that code and comparable name. Without, it is the only one with the same
    comparable name, kind and place names, where the name alone can tell (see nameable); else it stands by itself. A township
    that is known without a code, or whose county alone is coded, is the one of that name there (see _alike), and takes the code."""
    wanted = [_describe(report) for report in reports]
    names = {line["comparable"] for line in wanted if line}
    known: dict[tuple, list[int]] = {}
    rows = [dict(row) for row in connection.execute(select(AgencyRow.__table__).where(AgencyRow.comparable.in_(names))).mappings()]
    for row in rows:
        known.setdefault(_key(row), []).append(row["id"])
    found: list[int | None] = []
    for report, line in zip(reports, wanted):
        same = known.get(_key(line), []) if line and (line["region_code"] or nameable(report.agency, report.region)) else []
        if line and not same and len(alike := _alike(connection, rows, line)) == 1:
            same = [alike[0]["id"]]
            _settle(connection, alike[0], line["region_code"])
            known[_key(alike[0])] = same
        if line and len(same) != 1:
            same = [connection.execute(insert(AgencyRow).returning(AgencyRow.id), line).scalar_one()]
            known.setdefault(_key(line), []).extend(same)
            rows.append({**line, "id": same[0], "doubted": bool(report.region and report.region.candidates)})
            add_agency(connection, line)
        found.append(same[0] if line else None)
    return found


def known_agency(connection: Connection, report: AnnualReport) -> int | None:
    """Returns the id of the report's agency where it is known already, by the rule of find_agencies; makes nothing."""
    line = _describe(report)
    if line is None or not (line["region_code"] or nameable(report.agency, report.region)):
        return None
    rows = connection.execute(select(AgencyRow.__table__).where(AgencyRow.comparable == line["comparable"])).mappings().all()
    same = [row["id"] for row in rows if _key(row) == _key(line)] or [row["id"] for row in _alike(connection, rows, line)]
    return same[0] if len(same) == 1 else None


def _alike(connection: Connection, rows: Sequence[Mapping], line: Mapping) -> list[Mapping]:
    """Returns the townships that a township with a code may be under another one: without a code in the same places, where these
    were never in doubt, or of its county where of the two only one has a code of its own, for the list of townships does not
    know every year's."""
    if line["region_code"] is None or line["kind"] not in TOWNSHIPS or not line["township"]:
        return []
    county = line["region_code"] // PLACE
    there = [row for row in rows if row["comparable"] == line["comparable"] and row["kind"] in TOWNSHIPS and row["township"]]
    listed = [row for row in there if row["region_code"] and row["region_code"] // PLACE == county and 0 in (row["region_code"] % PLACE, line["region_code"] % PLACE)]
    return listed or [row for row in there if row["region_code"] is None and all(row[p] == line[p] for p in PLACES) and not row.get("doubted") and not _doubted(connection, row["id"])]


def _doubted(connection: Connection, agency: int) -> bool:
    """Returns whether a report of an agency left open in which of several places it is."""
    of_agency = select(DoubtRow.report_id).join(ReportRow, ReportRow.id == DoubtRow.report_id).where(
        ReportRow.agency_id == agency, DoubtRow.kind == "region_ambiguous")
    return connection.execute(of_agency.limit(1)).first() is not None


def _settle(connection: Connection, row: dict, code: int) -> None:
    """Gives an agency that was known without a code the one that is certain now, and counts it in its county."""
    if row["region_code"] is None:
        row["region_code"] = code
        connection.execute(update(AgencyRow).where(AgencyRow.id == row["id"]).values(region_code=code))
        add_agency(connection, row)


def _describe(report: AnnualReport) -> dict | None:
    """The agency's row as this report would have it."""
    if report.agency_name is None:
        return None
    agency, region = report.agency, report.region
    return {"region_code": region_number(region.code) if region else None, "comparable": comparable(agency.name, agency.kind, region),
            "name": agency.name, "kind": agency.kind, **{p: getattr(region, p) if region else None for p in PLACES}}


def _key(row: Mapping) -> tuple:
    """What makes two rows the same agency: the code and the name, or without a code the name, the kind and the places."""
    if row["region_code"]:
        return row["region_code"], row["comparable"]
    return row["comparable"], row["kind"], *(row[p] for p in PLACES)
