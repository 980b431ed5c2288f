"""The list of places: provinces, cities, counties and townships of divisions/*.csv, by code and by name."""
import csv
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

DIVISIONS = Path(__file__).parent / "divisions"
LEVELS = ("province", "city", "county", "township")
NATIVE = ("自治区", "自治州", "自治县", "自治旗")  # after these the people's names stand before the suffix: 芷江侗族自治县


@dataclass(frozen=True)
class Place:
    """One division. `code`: 6 digits, 9 for a township, "" for a zone without a code of its own; `until`: the last year of the
    list that has it, 0 where it still stands; `parent`: the code of the division above, for zones without a code."""

    code: str
    name: str
    until: int = 0
    parent: str = ""

    @property
    def level(self) -> str:
        """Returns province, city, county or township; a zone stands one level under its parent."""
        if not self.code:
            return "city" if self.parent.endswith("0000") and self.parent[:2] not in MUNICIPALITIES else "county"
        return "township" if len(self.code) == 9 else "province" if self.code[2:] == "0000" else "city" if self.code[4:] == "00" else "county"

    @property
    def prefix(self) -> str:
        """Returns the digits that the codes of everything inside begin with; a zone without a code has its parent's, and a
        prefecture that is gone its province's, for its counties have other codes since."""
        if not self.code:
            return Place(self.parent, "").prefix
        if self.until and self.level == "city":
            return self.code[:2]
        return {"province": self.code[:2], "city": self.code[:4], "county": self.code[:6]}.get(self.level, self.code)

    def within(self, other: "Place") -> bool:
        """Returns whether this place is the other one or lies inside it."""
        if self == other:
            return True
        return (self.code or self.parent).startswith(other.prefix) and LEVELS.index(self.level) >= LEVELS.index(other.level)

    def names(self) -> dict[str, str]:
        """Returns the names from the province down to this place: level -> name, without the levels it has not."""
        code, found = self.code or self.parent, {}
        for level, above in (("province", code[:2] + "0000"), ("city", code[:4] + "00"), ("county", code[:6])):
            if LEVELS.index(level) < LEVELS.index(self.level) and (place := gazetteer().place(above)) and place.level == level:
                found[level] = place.name
        return {**found, self.level: self.name}


MUNICIPALITIES = ("11", "12", "31", "50")


def read_divisions(name: str) -> list[dict[str, str]]:
    """Returns the lines of divisions/<name>.csv as dictionaries."""
    with open(DIVISIONS / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class Gazetteer:
    """The places by code and by name. Counties and above are read at once; townships when the first one is asked for."""

    def __init__(self):
        self.by_code: dict[str, Place] = {}
        self.by_name: dict[str, tuple[Place, ...]] = {}
        self.by_short: dict[str, tuple[Place, ...]] = {}
        self.pinyin: dict[str, tuple[Place, ...]] = {}
        self.invented: dict[str, Place] = {}  # townships of the demonstration county: code -> place
        for line in read_divisions("divisions"):
            place = Place(line["code"], line["name"])
            self.by_code[place.code] = place
            self.add(self.by_name, place.name, place)
            if line["short"]:
                self.add(self.by_short, line["short"], place)
                if place.name.endswith(NATIVE):
                    self.add(self.by_name, line["short"] + place.name[-1], place)
            self.add(self.pinyin, line["pinyin"], place)
        self.read_overrides()
        for line in read_divisions("ordinary"):  # words that are also names of places, but not without their 县 or 区
            self.by_short.pop(line["name"], None)

    @staticmethod
    def add(index: dict, key: str, place: Place) -> None:
        if key and place not in index.get(key, ()):
            index[key] = (*index.get(key, ()), place)

    def add_former(self, place: Place) -> None:
        self.by_code.setdefault(place.code, place)
        self.add(self.by_name, place.name, place)
        if len(place.name) > 2:
            self.add(self.by_short, place.name[:-1].removesuffix("地"), place)

    def read_overrides(self) -> None:
        for line in read_divisions("overrides"):
            name, code = line["name"], line["code"]
            if line["kind"] == "invented" and len(code) == 9:
                self.invented[code] = Place(code, name)
            elif line["kind"] == "alias":
                if len(code) == 6:
                    self.add(self.by_name, name, self.by_code[code])
            elif line["kind"] == "zone":
                self.add(self.by_name, name, Place(code, name, parent=line["parent"]))
                self.add(self.by_short, name.removesuffix("新区"), Place(code, name, parent=line["parent"]))
            else:
                self.add_former(Place(code, name, int(line["until"] or 0)))

    @cached_property
    def township_lines(self) -> list[str]:
        """Returns today's townships in the order of their codes, as they stand in the file: "370322002,芦湖街道"."""
        return (DIVISIONS / "townships.csv").read_text(encoding="utf-8").splitlines()[1:]

    @cached_property
    def township_codes(self) -> dict[str, str]:
        """Returns today's townships: name -> codes with commas between; of "科技城（东渚街道）" the part that names a township
        counts as well. (Strings, not lists: forty thousand lists would cost as much again as reading the file.)"""
        index: dict[str, str] = {}
        for line in self.township_lines:
            name = line[10:]
            index[name] = f"{index[name]},{line[:9]}" if name in index else line[:9]
        aliases = [(part, codes) for name, codes in index.items() if "（" in name for part in name.replace("）", "（").split("（")
                   if part.endswith(("街道", "镇", "乡"))]
        aliases += [(line["name"], line["code"]) for line in read_divisions("overrides")
                    if line["kind"] == "alias" and len(line["code"]) == 9]
        for name, codes in aliases:
            index[name] = f"{index[name]},{codes}" if name in index else codes
        return index

    @cached_property
    def former_codes(self) -> dict[str, str]:
        """Returns the townships of the lists of 2015 to 2021 that are gone: name -> "code,year" with semicolons between."""
        index: dict[str, str] = {}
        for line in (DIVISIONS / "former.csv").read_text(encoding="utf-8").splitlines()[1:]:
            name, told = line[10:-5], line[:10] + line[-4:]
            index[name] = f"{index[name]};{told}" if name in index else told
        return index

    def former_townships(self, name: str) -> list[Place]:
        """Returns the townships of that name that the lists of 2015 to 2021 had and today's has no longer."""
        return [Place(told[:9], name, int(told[10:])) for told in self.former_codes.get(name, "").split(";") if told]

    def townships(self, name: str) -> list[Place]:
        """Returns today's townships of that name."""
        return [place for code in self.township_codes.get(name, "").split(",") if code and (place := self.place(code))]

    def place(self, code: str) -> Place | None:
        """Returns today's place with that code, else the former one (counties and above), or None."""
        if len(code) != 9:
            return self.by_code.get(code)
        if code in self.invented:
            return self.invented[code]
        at = bisect_left(self.township_lines, code)
        line = self.township_lines[at] if at < len(self.township_lines) else ""
        return Place(code, line[10:]) if line.startswith(code) else None

    def children(self, county: str) -> list[Place]:
        """Returns today's townships whose codes begin with a county's six digits."""
        if county.startswith("99"):
            return [place for code, place in self.invented.items() if code.startswith(county)]
        first, last = bisect_left(self.township_lines, county), bisect_left(self.township_lines, county + "~")
        return [Place(line[:9], line[10:]) for line in self.township_lines[first:last]]


@cache
def gazetteer() -> Gazetteer:
    """Returns the gazetteer, read once a process."""
    return Gazetteer()
