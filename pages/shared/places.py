"""What a choice is called: the region, and the kinds or agencies where only some are chosen."""
from data import queries
from pages.shared.ask import ask
from pages.shared.filters import Scope
from pages.shared.words import code_name, t

LEVELS = {2: "province", 4: "city", 6: "county"}


def place_name(scope: Scope) -> str:
    """Returns what the choice is of, in words."""
    region, names = scope.wide.region, []
    if region and len(region) in LEVELS:
        places = ask(queries.query_regions)
        inside = places["region_code"].floordiv(10 ** (12 - len(region))).eq(int(region))
        names = list(places.loc[inside, LEVELS[len(region)]].dropna().head(1))
    kinds = t(", ").join(code_name(k) for k in scope.wide.kinds)
    chosen = t("{n} agencies", n=len(scope.wide.agencies)) if scope.wide.agencies else ""
    return " ".join(p for p in (names[0] if names else t("All regions"), kinds, chosen) if p)
