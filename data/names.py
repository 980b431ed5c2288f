"""The names by which agencies are found: that on record and every one that their reports print, with their readings in pinyin."""
import os
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product

from sqlalchemy import Connection, delete, select

from data.bulk import insert_rows
from data.models import AgencyNameRow, AgencyRow, ReadingRow, ReportRow
from report.searching import fold

MOST_INITIALS, MOST_READINGS = 16, 4  # of one name: 单 is dan, chan, shan
BETWEEN = "|"
AT_ONCE = 500


def refresh_names(connection: Connection, agencies: Iterable[int | None]) -> None:
    """Makes the names of these agencies true to what is stored of them, in the caller's transaction."""
    ids = sorted({a for a in agencies if a is not None})
    for first in range(0, len(ids), AT_ONCE):
        some = ids[first:first + AT_ONCE]
        should = {(row.id, row.name) for row in connection.execute(select(AgencyRow.id, AgencyRow.name).where(AgencyRow.id.in_(some)))}
        for agency, identity in connection.execute(select(ReportRow.agency_id, ReadingRow.identity).join(ReadingRow, ReadingRow.report_id == ReportRow.id)
                                                   .where(ReportRow.agency_id.in_(some))):
            if identity.get("agency"):
                should.add((agency, identity["agency"]["name"]))
        there = {(row.agency_id, row.name) for row in connection.execute(select(AgencyNameRow.agency_id, AgencyNameRow.name).where(AgencyNameRow.agency_id.in_(some)))}
        for agency, name in there - should:
            connection.execute(delete(AgencyNameRow).where(AgencyNameRow.agency_id == agency, AgencyNameRow.name == name))
        insert_rows(connection, AgencyNameRow, [{"agency_id": agency, "name": name, **spell(name)} for agency, name in sorted(should - there)])


def rebuild_names(connection: Connection) -> None:
    """Makes the names of all agencies anew."""
    connection.execute(delete(AgencyNameRow))
    refresh_names(connection, connection.execute(select(AgencyRow.id)).scalars())


def check_names(connection: Connection) -> list[int]:
    """Returns the agencies that have no name to be found by."""
    own = select(AgencyNameRow.name).where(AgencyNameRow.agency_id == AgencyRow.id, AgencyNameRow.name == AgencyRow.name).exists()
    return list(connection.execute(select(AgencyRow.id).where(~own).order_by(AgencyRow.id)).scalars())


def spell(name: str) -> dict[str, str]:
    """Returns the name `folded`, without spaces, its `initials` and its `pinyin`: 长乐镇 has zlz|zyz|clz|cyz.
    Where that would be more than MOST_INITIALS or MOST_READINGS, each reading of a character stands beside the usual ones of the others."""
    folded = "".join(fold(name).split())
    sounds = [readings(c) for c in folded]
    return {"folded": folded, "initials": BETWEEN.join(_variants([tuple(dict.fromkeys(s[0] for s in one)) for one in sounds], MOST_INITIALS)),
            "pinyin": BETWEEN.join(_variants(sounds, MOST_READINGS))}


def _variants(sounds: list[tuple[str, ...]], most: int) -> list[str]:
    usual = [one[0] for one in sounds]
    found = ["".join(one) for one in islice(product(*sounds), most + 1)]
    if len(found) > most:
        found = ["".join(usual), *("".join([*usual[:i], other, *usual[i + 1:]]) for i, one in enumerate(sounds) for other in one[1:])]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """Returns the readings of a character, the usual one first; of a letter or digit itself."""
    if character.isascii():
        return (character,)
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # phrases would hide readings, and take 0.2 s and 44 MB to load
    from pypinyin import Style, pinyin  # only where a new name is written

    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0])) or (character,)
