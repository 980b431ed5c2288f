"""A name on a county's list as the agency that it is there: in which place, under which full name; the same rule as for a report."""
import re

from data.errors import DatabaseProblem
from report.gazetteer import Place, gazetteer
from report.model import Agency, AnnualReport, Region, Source
from report.regions import TOWNSHIPS, Resolution, resolve
from report.wording import label

OWN = re.compile(r"^[省市县区旗州盟](?=.*(?:局|委|办|室|院|会|中心|队|馆|社|处|站|联|厅|府)$)")  # "县财政局"
WORD = re.compile(r"^(?:市场|市政|市容|市民|区域|区划|县域|州际|旗袍|省际|市直|县直|区直)")  # 市场监督管理局 begins with no 市
LIST = Source(name="", sha256="0" * 64, bytes=0, format="roster", reader="roster")


def place_of(region: str) -> Place:
    """Returns the county or city with those digits. Raises DatabaseProblem where there is none."""
    place = gazetteer().place(region.ljust(6, "0") if len(region) < 6 else region)
    if place is None or len(region) not in (2, 4, 6):
        raise DatabaseProblem("no_region", region=region)
    return place


def placed_name(name: str, region: str) -> str:
    """Returns the name with its place before it where it names none: 县财政局 and 财政局 of 青禾县 are 青禾县财政局."""
    name, place = name.strip(), place_of(region)
    if OWN.match(name) and not WORD.match(name) and name[0] == place.name[-1]:
        return place.name + name[1:]
    stem = place.name[:-1] if len(place.name) > 2 else place.name
    return name if stem in name else place.name + name


def as_report(name: str, kind: str, region: str) -> AnnualReport:
    """Returns what a report of that agency would say of who it is. Raises DatabaseProblem (elsewhere) where the name says another place."""
    full, place = placed_name(name, region), place_of(region)
    above = place.names()
    said = resolve(label(name), kind, []) if kind not in TOWNSHIPS else Resolution()
    found = resolve(label(full), kind, ["".join(above.values())])
    named = [gazetteer().place(code) for code in ([*said.candidates, said.code] if said.code or said.candidates else [found.code]) if code]
    if named and not any(p and (p.within(place) or place.within(p)) for p in named):
        raise DatabaseProblem("elsewhere", agency=name, place=place.name)
    if found.code is None and (kind in TOWNSHIPS and found.names.get("township")):
        where = Region(**above | found.names)  # a township that the list does not know
    else:
        where = Region(code=found.code or place.code, **(found.names if found.code else above))
    return AnnualReport(source=LIST, agency=Agency(name=full, kind=kind), region=where)
