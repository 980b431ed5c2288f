"""The audit log: what the journal says of sign-ins, refusals, writes and exports; read, and pruned after half a year at the earliest."""
from datetime import timedelta

import pandas
from sqlalchemy import Engine, delete, func, insert, select

from data import permits
from data.engine import reading, writing
from data.errors import DatabaseProblem
from data.filters import frame
from data.journal import note
from data.models import JournalRow, now

LEAST_DAYS = 180  # Cybersecurity Law: network logs are kept for at least six months


def record(engine: Engine, action: str, detail: dict, actor: str = "", report_id: int | None = None) -> None:
    """Leaves a line in the journal without raising the data version: for what changes no data."""
    name = permits.who(actor)
    with permits.acting(permits.EVERYTHING), writing(engine) as connection:
        connection.execute(insert(JournalRow), [{"actor": name, "action": action, "report_id": report_id, "detail": detail, "at": now()}])


def query_audit(engine: Engine, actions: tuple[str, ...] = (), actor: str = "", limit: int | None = 50, offset: int = 0) -> pandas.DataFrame:
    """Returns the log, newest first: id, at, actor, action, report_id, detail. `actor`: part of a name. Raises NotAllowed without the role
    administrator; one of some regions sees what was done to their reports."""
    permits.require("administrator")
    return frame(engine, select(JournalRow.id, JournalRow.at, JournalRow.actor, JournalRow.action, JournalRow.report_id, JournalRow.detail)
                 .where(*_chosen(actions, actor)).order_by(JournalRow.id.desc()).limit(limit).offset(offset))


def query_audit_count(engine: Engine, actions: tuple[str, ...] = (), actor: str = "") -> int:
    """Returns how long that list is."""
    permits.require("administrator")
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(JournalRow).where(*_chosen(actions, actor))).scalar() or 0


def prune(engine: Engine, days: int, actor: str = "") -> int:
    """Deletes the lines older than that many days and returns how many; refuses fewer days than LEAST_DAYS. Raises DatabaseProblem."""
    if days < LEAST_DAYS:
        raise DatabaseProblem("too_young", days=days, least=LEAST_DAYS)
    with writing(engine) as connection:
        permits.require("administrator", [None])
        gone = connection.execute(delete(JournalRow).where(JournalRow.at < now() - timedelta(days=days))).rowcount
        if gone:  # a nightly run that finds nothing leaves no line and raises no data version
            note(connection, actor, "journal_pruned", None, {"days": days, "lines": gone})
    return gone


def _chosen(actions: tuple[str, ...], actor: str) -> list:
    return ([JournalRow.action.in_(actions)] if actions else []) + ([JournalRow.actor.contains(actor, autoescape=True)] if actor else [])
