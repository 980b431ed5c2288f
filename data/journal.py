"""The journal: who did what, and the counter that tells every session that the data changed."""
from sqlalchemy import Connection, insert, update

from data import permits
from data.models import CounterRow, JournalRow, now


ENTRANCE = ("signed_in", "signed_out", "refused", "exported", "role_given", "role_taken", "journal_pruned")  # lines of no report: for administrators


def note(connection: Connection, actor: str, action: str, report_id: int | None, detail: dict) -> None:
    """Writes one line of the journal and raises `data_version`, in the caller's transaction. A login's name stands there whatever `actor` says."""
    connection.execute(insert(JournalRow), [{"actor": permits.who(actor), "action": action, "report_id": report_id, "detail": detail, "at": now()}])
    raise_version(connection)


def raise_version(connection: Connection) -> None:
    """Raises `data_version`: every cached answer is then asked anew."""
    connection.execute(update(CounterRow).where(CounterRow.name == "data_version").values(value=CounterRow.value + 1))
