import re
from pathlib import Path

import pytest

from sql import Database
from sql.queries import QUERIES, QueryBook, QueryProblem, parse
from sync.entities import ENTITIES
from tests.sql.preparing import unprepared

ROOT = Path(__file__).parents[2]
PACKAGES = ("agent", "tools", "resources", "prompts", "sync", "sql", "evals")


def only(text: str) -> tuple[str, tuple[str, ...]]:
    [query] = parse(text, "jobs")
    return query.sql, query.parameters


def test_a_name_becomes_the_same_position_everywhere() -> None:
    found = only("-- name: a\n-- Says.\nselect :b + :a, :b;\n")

    assert found == ("select $1 + $2, $1", ("b", "a"))


@pytest.mark.parametrize(
    "statement",
    [
        "select now()::date::text",
        "select 'at 10:30 o''clock :x;'",
        r"select E'it\'s :x; '",
        'select 1 as "odd :name;"',
        "select $$ :x; $$",
        "select $tag$ :x; $$ :y $tag$",
        "select 1 -- not :this;\n",
        "select /* nor :that; */ 1",
        "select (array[1, 2])[1:2]",
        "select make_interval(days := 1)",
    ],
)
def test_colons_that_are_no_parameters_stay(statement: str) -> None:
    assert only(f"-- name: a\n-- Says.\n{statement}") == (statement.strip(), ())


def test_a_description_may_have_several_lines() -> None:
    [query] = parse("-- name: a\n-- Says this\n-- and that.\nselect 1;", "jobs")

    assert query.description == "Says this and that."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-- name: a\nselect 1;", "query a has no description line"),
        ("-- name: a\n-- Says.\n", "query a has no statement"),
        ("-- name: a\n-- Says.\nselect 1; select 2;", "more than one statement"),
        ("-- name: Bad-Name\n-- Says.\nselect 1;", "no snake_case"),
        ("select 0;\n-- name: a\n-- Says.\nselect 1;", "before the first"),
        ("-- name:\n-- Says.\nselect 1;", "'' is no snake_case"),
    ],
)
def test_a_malformed_file_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(QueryProblem, match=message):
        list(parse(text, "jobs"))


def test_a_name_used_twice_is_an_error(tmp_path: Path) -> None:
    for category in ("jobs", "customers"):
        (tmp_path / f"{category}.sql").write_text("-- name: a\n-- Says.\nselect 1;")

    with pytest.raises(QueryProblem, match=r"'a' is in customers\.sql and in jobs\.sql"):
        QueryBook(tmp_path).get("a")


def test_a_file_is_parsed_when_one_of_its_queries_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "good.sql").write_text("-- name: a\n-- Says.\nselect 1;")
    (tmp_path / "bad.sql").write_text("-- name: b\nselect 1;")
    book = QueryBook(tmp_path)

    assert book.get("a").category == "good"
    with pytest.raises(QueryProblem, match="no description"):
        book.get("b")


def test_wrong_parameters_are_named() -> None:
    [query] = parse("-- name: a\n-- Says.\nselect :x;", "jobs")

    with pytest.raises(QueryProblem, match=r"missing \['x'\], unknown \['y'\]"):
        query.arguments({"y": 1})


def test_every_query_is_named_somewhere_in_the_code() -> None:
    words: set[str] = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            words.update(re.findall(r"[a-z0-9_]+", path.read_text(encoding="utf-8")))

    # The mirror asks for a mapping by its table's name: mirror_st_jobs, mirror_first_st_jobs.
    words.update(entity.table.rpartition(".")[2] for entity in ENTITIES)
    unused = [
        name
        for name in QUERIES.names()
        if name not in words and re.sub("^mirror_(?:first_)?", "", name) not in words
    ]

    assert unused == []


async def test_every_query_prepares_without_a_search_path(database: Database) -> None:
    """Defect 15: half of the tools asked for tables and columns that no migration makes."""
    assert await unprepared(database) == {}


async def test_a_query_that_names_no_schema_is_found(database: Database, tmp_path: Path) -> None:
    (tmp_path / "jobs.sql").write_text(
        "-- name: good\n-- Fine.\nselect 1;\n"
        "-- name: unqualified\n-- Names no schema.\nselect * from business_units;\n"
    )

    refused = await unprepared(database, QueryBook(tmp_path))

    assert list(refused) == ["unqualified"]
    assert 'relation "business_units" does not exist' in refused["unqualified"]
