"""Rows of invented reports, the same for the same seed: nine cells that are not 0, a sixth of the tables with blanks, 3% superseded."""
import random

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import Connection, Engine, delete, or_, select, update

from data.bulk import insert_rows
from data.engine import writing
from data.journal import raise_version
from data.models import (AgencyRow, CellRow, ClauseRow, ClauseThemeRow, DoubtRow, FigureRow, FindingRow, LikenessRow, ReadingRow, ReportRow,
                         SectionRow, SketchRow, SummaryRow, TimesRow, now)
from data.sparse import expected, pack_layout
from data.places import rebuild_places
from data.summaries import rebuild_summaries
from report.checks.outliers import COMPARED
from report.model import Cell
from report.shares import Part, divide
from report.themes import themes

YEARS = range(2019, 2026)
COUNTY = 100  # agencies
AT_ONCE = 2000  # reports a transaction
BASE = 30_000  # reports that are made one by one
KINDS = ("town", "subdistrict", "township", "department")
CHANNELS = ("website", "wechat", "weibo", "video")
CHECKS = (("T3-1", "error"), ("T3-4", "warning"), ("Y-1", "information"), ("C-2", "warning"), ("O-2", "information"))
CATEGORIES = ("政策文件", "财政信息", "人事信息", "工作动态", "通知公告")
TABLES = (AgencyRow, ReportRow, ReadingRow, SectionRow, CellRow, FigureRow, ClauseRow, ClauseThemeRow, DoubtRow, FindingRow, SketchRow, LikenessRow)


def fill(engine: Engine, reports: int, seed: int = 1, progress: Callable[[int], None] | None = None) -> None:
    """Stores that many invented reports: agencies with seven years each, a hundred agencies a county (the first its government), ten counties a city, ten cities a province. Beyond BASE
    the database copies what it has, each copy a province further on."""
    dice, themes_known = random.Random(seed), [t.id for t in themes()]
    places = list(expected("requests", "2021"))
    layout = pack_layout([Cell(table="requests", row=r, column=c, value=0, raw="0", state="number", place=(1, i // 7, i % 7)) for i, (r, c) in enumerate(places)])
    for first in range(0, min(reports, BASE), AT_ONCE):
        rows = {table: [] for table in TABLES}
        for n in range(first, min(first + AT_ONCE, reports, BASE)):
            _add(rows, n, dice, themes_known, places, layout)
        with writing(engine) as connection:
            for table, lines in rows.items():
                insert_rows(connection, table, lines)
            raise_version(connection)
        if progress:
            progress(first + AT_ONCE)
    with writing(engine) as connection:
        superseded = select(ReportRow.id).where(ReportRow.is_current == False)  # noqa: E712
        connection.execute(delete(LikenessRow).where(or_(LikenessRow.report_id.in_(superseded), LikenessRow.other_id.in_(superseded))))
        rebuild_summaries(connection)
    if reports > BASE:
        _multiply(engine, -(-reports // BASE), progress)
    with writing(engine) as connection:
        rebuild_places(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", write=True) as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")


def _multiply(engine: Engine, times: int, progress: Callable[[int], None] | None) -> None:
    """Copies the first BASE reports; the indexes are made again at the end, because that is several times faster."""
    indexes = [index for table in TABLES for index in table.__table__.indexes]
    for turn in range(1, times):
        with writing(engine) as connection:  # a transaction a copy
            for index in indexes if turn == 1 else ():
                index.drop(connection)
            for table in TABLES:
                _copy(connection, table, turn)
        if progress:
            progress((turn + 1) * BASE)
    with writing(engine) as connection:
        for index in indexes:
            index.create(connection)
    with writing(engine) as connection:
        base = connection.execute(select(SummaryRow.__table__)).all()
        sums: dict[tuple, list] = defaultdict(lambda: [0, 0.0])
        for turn in range(times):
            for place, *key, reports, value in base:
                line = sums[(place and place + turn, *key)]
                line[0] += reports
                line[1] += value
        connection.execute(delete(SummaryRow))
        names = [c.name for c in SummaryRow.__table__.columns]
        insert_rows(connection, SummaryRow, [dict(zip(names, (*key, *line))) for key, line in sorted(sums.items())])
        connection.execute(update(TimesRow).values(reports=TimesRow.reports * times))
        raise_version(connection)


def _copy(connection: Connection, table, turn: int) -> None:
    agencies = -(-BASE // len(YEARS))
    changed = {"id": f"id + {turn * (agencies if table is AgencyRow else BASE)}", "report_id": f"report_id + {turn * BASE}", "other_id": f"other_id + {turn * BASE}",
               "agency_id": f"agency_id + {turn * agencies}", **{region: f"{region} + {turn * 10**10}" for region in ("region_code", "other_region_code")}, "source_sha256": f"'{turn}-' || source_sha256",
               "comparable": f"comparable || '-{turn}'"}
    key, last = ("id", agencies) if table is AgencyRow else ("id", BASE) if table is ReportRow else ("report_id", BASE)
    names = [c.name for c in table.__table__.columns]
    quoted = [f'"{n}"' for n in names]
    connection.exec_driver_sql(f'INSERT INTO "{table.__tablename__}" ({", ".join(quoted)}) SELECT {", ".join(changed.get(n, q) for n, q in zip(names, quoted))} '
                               f'FROM "{table.__tablename__}" WHERE "{key}" <= {last} ORDER BY "{key}"')


def _add(rows: dict, n: int, dice: random.Random, themes_known: list[str], places: list, layout: bytes) -> None:
    agency, turn = divmod(n, len(YEARS))
    region, number = _region(agency), n + 1
    kind = KINDS[agency % 4] if agency % COUNTY else "government"
    if turn == 0:
        rows[AgencyRow].append({"id": agency + 1, "region_code": region, "name": f"第{agency}镇人民政府", "comparable": f"第{agency}镇", "kind": kind,
                                "province": f"省{str(region)[:2]}", "city": f"市{str(region)[:4]}", "county": f"县{str(region)[:6]}", "township": None})
    total = dice.randrange(2, 1860)
    web, wechat = total // 2, total // 3
    problems, received = dice.randrange(1, 5), dice.choice((0, 0, 0, 1, 2, 5, 16))
    superseded = turn and dice.random() < 0.03
    rows[ReportRow].append({
        "id": number, "agency_id": agency + 1, "region_code": region, "kind": kind, "year": YEARS[turn] if not superseded else YEARS[turn - 1],
        "version": 1 + 10 * bool(superseded), "is_current": not superseded, "is_demo": False, "created_at": now(), "title": f"第{agency}镇年度报告",
        "published": f"{YEARS[turn] + 1}-01-{dice.randrange(10, 32)}" if dice.random() < 0.95 else None, "source_name": f"{n}.html", "source_sha256": f"{n:064x}", "source_bytes": 20_000, "source_format": "html", "source_reader": "html",
        "edition_disclosed": None, "edition_requests": "2021", "edition_disputes": None, "disclosed_total": None if dice.random() < 0.2 else total,
        "disclosed_total_approximate": False, "channel_website": web, "channel_wechat": wechat, "channel_weibo": None, "channel_video": None, "channel_app": None, "channel_news": None,
        "channel_bulletin": None, "channel_new_media": None, "channel_other": total - web - wechat,
        "requests_received": received, "requests_carried_in": 0, "requests_handled": received, "requests_carried_out": 0,
        **{f"compared_{name}": 0 if table == "requests" else None for name, (table, _, _) in COMPARED.items()},
        "errors": int(dice.random() < 0.2), "warnings": dice.randrange(3), "notices": 0, "not_checkable": 0, "doubts": int(dice.random() < 0.1),
        "problems": problems, "measures": problems})
    text = f"全年主动公开政府信息{total}条，其中网站{web}条。" * 8
    rows[ReadingRow].append({"report_id": number, "identity": {"agency": None, "region": None}, "layout": layout, "grids": None})
    rows[SectionRow] += [{"report_id": number, "key": key, "seq": i, "heading": None, "text": text, "pages": []} for i, key in enumerate(("overview", "problems"))]
    for row, column in dice.sample(places, 9):
        blank = dice.random() < 0.17
        rows[CellRow].append({"report_id": number, "table": "requests", "row": row, "column": column, "seq": 0, "value": None if blank else 1,
                              "raw": "" if blank else "1", "state": "blank" if blank else "number", "confidence": None})
        for name, compared in COMPARED.items():
            if compared == ("requests", row, column):
                rows[ReportRow][-1][f"compared_{name}"] = None if blank else 1
    channels = (("website", web), ("wechat", wechat), ("other", total - web - wechat))
    told = [("disclosed.total", None, total, None), *((f"disclosed.channel.{c}", None, v, dice.random() < 0.9) for c, v in channels),
            ("disclosed.category", dice.choice(CATEGORIES), total // 4, True)]
    division = divide(rows[ReportRow][-1]["disclosed_total"], False, [Part(measure, value, within) for measure, _, value, within in told[1:-1]])
    rows[ReportRow][-1] |= {"division": division.state, "outside_total": bool(division.outside)}
    rows[FigureRow] += [{"report_id": number, "seq": i, "measure": measure, "value": value, "unit": "条", "approximate": False, "percent": None, "label": label,
                         "within_total": within, "section": "overview", "start": 2, "end": 14, "words": None} for i, (measure, label, value, within) in enumerate(told)]
    for part, amount in (("problem", problems), ("measure", problems)):
        for i in range(amount):
            rows[ClauseRow].append({"report_id": number, "part": part, "seq": i, "text": text[:40], "past": False, "cues": {}, "section": "problems",
                                    "start": 0, "end": 40, "words": None})
            rows[ClauseThemeRow].append({"report_id": number, "part": part, "seq": i, "position": 0, "theme": dice.choice(themes_known), "past": False})
    for i, (check, severity) in enumerate(dice.sample(CHECKS, 2)):
        verdict = dice.choice(("fail", "not_checkable"))
        rows[FindingRow].append({"report_id": number, "seq": i, "check": check, "severity": severity, "verdict": verdict, "message": "不平衡", "template": "",
                                 "values": {}, "left": 3, "right": 2, "difference": 1, "cells": [], "evidence": [], "scope": "report", "identity": f"{check}|",
                                 "decision": dice.choice(("", "", "", "dismissed")) if verdict == "fail" and dice.random() < 0.05 else ""})
    rows[SketchRow] += [{"report_id": number, "part": part, "year": YEARS[turn], "shingles": 300, "content": b""} for part in ("problems", "all")]
    if turn and dice.random() < 0.04:
        rows[LikenessRow].append({"report_id": number - 1, "other_id": number, "part": "all", "share": 0.6, "other_share": 0.5, "passage": [],
                                  "own": True, "year": YEARS[turn], "highest": 0.5, "region_code": region, "other_region_code": region})
    if number % 33 == 0:
        rows[LikenessRow].append({"report_id": number - len(YEARS), "other_id": number, "part": "all", "share": 0.7, "other_share": 0.9, "passage": [],
                                  "own": False, "year": YEARS[turn], "highest": 0.9, "region_code": _region(agency - 1), "other_region_code": region})
    if dice.random() < 0.1:
        rows[DoubtRow].append({"report_id": number, "seq": 0, "kind": "row", "message": "没有放下", "where": "", "template": "", "values": {}, "cells": [],
                               "proposal": None})


def _region(agency: int) -> int:
    """A township's 12-digit code: provinces from 11 up, each of ten cities of ten counties of a hundred agencies, whose first is the county's own government."""
    county, place = divmod(agency, COUNTY)
    city, county = divmod(county, 10)
    province, city = divmod(city, 10)
    return int(f"{11 + province % 80}{city + 1:02}{county + 1:02}{place and place + 100:03}000")
