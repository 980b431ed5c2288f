"""The form as data: every edition's rows and columns are there, and every wording filed leads to one place."""
import re

from loaders.headings import section_of
from loaders.labels import match
from loaders.statistics import find_key
from report import form

FIGURES = {("requests", "2021"): 25, ("requests", "2019"): 23, ("disclosed", "2021"): 6, ("disclosed", "2019"): 8, ("disputes", "2021"): 3}
CELLS = {("disclosed", "2021"): 10, ("disclosed", "2019"): 22, ("requests", "2021"): 175, ("requests", "2019"): 161, ("disputes", "2021"): 15}


def figures(table, edition):
    return [r for r in form.rows(table, edition) if r.kind == "figure"]


def test_rows_and_cells_of_every_edition():
    assert {key: len(figures(*key)) for key in FIGURES} == FIGURES
    assert {key: sum(len(form.columns(key[0], r.key, key[1])) for r in figures(*key)) for key in CELLS} == CELLS


def test_every_official_label_is_recognised():
    for table in ("disclosed", "requests", "disputes"):
        for row in form.rows(table):
            found = match(table, "row", row.chinese)
            assert found and found.key == row.key, row.chinese
    for line in form.read_forms("columns"):
        assert match(line["table"], "column", line["chinese"]).key == line["column"], line["chinese"]


def test_every_wording_filed_is_recognised():
    for line in form.read_forms("as_filed"):
        if line["table"] == "statistics":
            assert find_key(line["as_filed"], line["key"]) == line["key"], line["as_filed"]
        else:
            assert match(line["table"], line["axis"], line["as_filed"]).key == line["key"], line["as_filed"]


def test_every_indicator_is_recognised():
    measures = form.measures()
    for line in form.read_forms("statistics"):
        assert find_key(line["chinese"], line["key"]) == line["key"], line["chinese"]
        assert not line["measure"] or line["measure"] in measures


def test_every_heading_pattern_has_a_true_example():
    for line in form.read_forms("headings"):
        assert section_of(line["example"]) == (line["key"], bool(line["official"])), line["example"]


def test_sections_of_the_form_are_official_headings():
    for line in form.read_forms("sections"):
        assert section_of(line["chinese"]) == (line["key"], True)


def test_names_in_both_languages_stand_for_one_row_each():
    for table in ("disclosed", "requests", "disputes"):
        names = [(r.chinese, r.english) for r in form.rows(table)]
        assert len(set(names)) == len(names) and all(all(pair) for pair in names)


def test_the_glossary_explains_every_term_in_both_languages():
    lines = form.read_forms("glossary")
    assert len({line["id"] for line in lines}) == len(lines) > 20
    for line in lines:
        assert None not in line and all(line.values()), line["id"]
        assert re.search(r"[\u4e00-\u9fff]", line["chinese"] + line["meaning_zh"]) and not re.search(r"[\u4e00-\u9fff]", line["english"] + line["meaning_en"])
