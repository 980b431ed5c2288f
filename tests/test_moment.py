"""A page reads all of one moment: what others store meanwhile it shows at its next run, what it stores itself at once."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from data.engine import let_go, moment, reading, writing
from data.journal import raise_version
from data.queries import query_data_version, query_years
from data.store import save_reports
from tests.board import report
from tests.databases import BOTH, empty_database


@pytest.fixture(params=BOTH)
def database(request, tmp_path):
    return empty_database(request.param, tmp_path)


def store(database, year: int) -> None:
    save_reports(database, [(report("云汀县水务局", "department", year, "全年工作平稳。", []), None)])


def store_elsewhere(database, year: int) -> None:
    """Stores a report as another session does: in another thread."""
    with ThreadPoolExecutor(1) as other:
        other.submit(store, database, year).result()


def test_what_others_store_is_not_seen_before_the_moment_ends(database):
    store(database, 2021)
    with moment():
        version = query_data_version(database)
        store_elsewhere(database, 2022)
        assert query_years(database) == [2021] and query_data_version(database) == version
    assert query_years(database) == [2022, 2021] and query_data_version(database) > version


def test_what_the_page_stores_itself_is_seen_at_once(database):
    with moment():
        assert query_years(database) == []
        store(database, 2021)
        assert query_years(database) == [2021]


def test_what_is_asked_while_the_page_stores_leaves_no_older_moment_behind(database):
    with moment():
        with writing(database) as connection:
            raise_version(connection)
            assert query_data_version(database) == 0  # of before
        assert query_data_version(database) == 1


def test_before_long_work_the_moment_is_let_go(database):
    with moment():
        assert query_years(database) == []
        let_go()
        store_elsewhere(database, 2021)
        assert query_years(database) == [2021]


def test_a_question_that_fails_spoils_no_other(database):
    with moment():
        assert query_years(database) == []
        with pytest.raises(DBAPIError), reading(database) as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))
        assert query_years(database) == []


def test_no_connection_is_kept_after_it(database):
    let_go()  # without a moment there is nothing to let go
    for _ in range(40):  # more than the pool holds
        with pytest.raises(KeyError), moment():
            query_years(database)
            raise KeyError
    assert database.pool.checkedout() == 0


def test_many_pages_at_once_may_all_store(database):
    """Whoever stores waits for nobody who reads: each lets its own connection go first."""
    def page(year: int) -> list[int]:
        with moment():
            query_years(database)
            store(database, year)
            return query_years(database)

    years = range(2000, 2024)  # more pages than the pool has connections
    with ThreadPoolExecutor(len(years)) as pages:
        told = list(pages.map(page, years))
    assert all(year in found for year, found in zip(years, told)) and query_years(database) == sorted(years, reverse=True)
