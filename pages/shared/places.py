"""What a region is called, and a choice: the region, and the kinds or agencies where only some are chosen."""
from data import queries, spread
from data.filters import Filter
from pages.shared.ask import ask
from pages.shared.filters import Scope
from pages.shared.words import code_name, t

EVERYWHERE = ""  # the region of a role for all regions
LEVELS = {2: "province", 4: "city", 6: "county"}


def place_name(scope: Scope) -> str:
    """Returns what the choice is of, in words."""
    region, names = scope.wide.region or only_region(), []
    if region and len(region) in LEVELS:
        places = ask(queries.query_regions)
        inside = places["region_code"].floordiv(10 ** (12 - len(region))).eq(int(region))
        names = list(places.loc[inside, LEVELS[len(region)]].dropna().head(1))
    kinds = t(", ").join(code_name(k) for k in scope.wide.kinds)
    chosen = t("{n} agencies", n=len(scope.wide.agencies)) if scope.wide.agencies else ""
    return " ".join(p for p in (names[0] if names else t("all regions"), kinds, chosen) if p)


def only_region() -> str | None:
    """Returns the digits of the county, city or province in which every agency stands, None where there is none."""
    places = ask(queries.query_regions)
    if not len(places) or places["agencies"].sum() < sum(ask(spread.query_kinds, Filter()).values()):
        return None
    for length in (6, 4, 2):
        codes = places["region_code"].floordiv(10 ** (12 - length))
        if codes.nunique() == 1 and places[LEVELS[length]].notna().all():
            return str(int(codes.iloc[0]))
    return None


def known_places() -> dict[str, str]:
    """Returns leading digits -> name of the provinces, cities and counties that have reports."""
    places: dict[str, str] = {}
    for row in ask(queries.query_regions).itertuples():
        code, names = f"{int(row.region_code):012d}", []
        for length, name in ((2, row.province), (4, row.city), (6, row.county)):
            if isinstance(name, str) and name and not (length == 6 and code[4:6] == "00"):
                names.append(name)
                places.setdefault(code[:length], " ".join(names))
    return dict(sorted(places.items()))


def region_name(region: str, places: dict[str, str]) -> str:
    """Returns a region's digits with its name where it is known."""
    return t("All regions") if region == EVERYWHERE else f"{places[region]} ({region})" if region in places else region
