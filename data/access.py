"""Roles given and taken, and the permit that a person has by them."""
import re
import unicodedata
from collections.abc import Iterable

import pandas
from sqlalchemy import Engine, delete, insert, select

from data import permits
from data.engine import reading, writing
from data.errors import DatabaseProblem
from data.filters import frame
from data.journal import note
from data.models import AccessRow, now

REGION = re.compile(r"(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})?")  # 370322: a county; nothing: everywhere


def name_of(person: str) -> str:
    """Returns a login's name as it is compared: without case, width and surrounding space."""
    return unicodedata.normalize("NFKC", person).strip().casefold()


def find_permit(engine: Engine, person: str, administrators: Iterable[str] = ()) -> permits.Permit:
    """Returns what the person may do: the roles given, and everything for those whom the configuration names as administrators."""
    name = name_of(person)
    if not name:
        return permits.NOBODY
    with permits.acting(permits.EVERYTHING), reading(engine) as connection:
        grants = connection.execute(select(AccessRow.role, AccessRow.region).where(AccessRow.person == name)).all()
    named = [("administrator", "")] if name in {name_of(a) for a in administrators} else []
    return permits.Permit(name, tuple(sorted({(role, region) for role, region in grants if role in permits.ROLES} | set(named))))


def give_role(engine: Engine, person: str, role: str, region: str = "", actor: str = "") -> None:
    """Gives a person a role in a region (leading digits; "" everywhere). The giver must be an administrator of all of it. Raises DatabaseProblem."""
    name, region = name_of(person), region.strip()
    if not name or role not in permits.ROLES or not REGION.fullmatch(region):
        raise DatabaseProblem("no_such_role", person=person, role=role, region=region)
    with writing(engine) as connection:
        permits.require("administrator", [region])
        connection.execute(delete(AccessRow).where(AccessRow.person == name, AccessRow.role == role, AccessRow.region == region))
        connection.execute(insert(AccessRow), [{"person": name, "role": role, "region": region, "actor": permits.who(actor), "at": now()}])
        note(connection, actor, "role_given", None, {"person": name, "role": role, "region": region})


def take_role(engine: Engine, person: str, role: str, region: str = "", actor: str = "") -> None:
    """Takes a role away. The taker must be an administrator of all of its region. Raises DatabaseProblem."""
    name = name_of(person)
    with writing(engine) as connection:
        permits.require("administrator", [region])
        if not connection.execute(delete(AccessRow).where(AccessRow.person == name, AccessRow.role == role, AccessRow.region == region)).rowcount:
            raise DatabaseProblem("no_such_role", person=person, role=role, region=region)
        note(connection, actor, "role_taken", None, {"person": name, "role": role, "region": region})


def query_roles(engine: Engine) -> pandas.DataFrame:
    """Returns the roles given: person, role, region, actor, at; of a regional administrator's eyes, those within the own regions. Raises NotAllowed."""
    permits.require("administrator")
    return frame(engine, select(AccessRow.person, AccessRow.role, AccessRow.region, AccessRow.actor, AccessRow.at).order_by(AccessRow.person, AccessRow.region, AccessRow.role))
