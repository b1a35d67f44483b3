"""Records that do not fit: the good ones land, the bad ones wait with a reason."""

from typing import Any

import pytest

from sql import Database
from sql.mirror import Stored, replay, store
from tests.sql.mirror.records import CUSTOMERS, customer, events, row

KNOWN = frozenset(
    {"id", "active", "name", "type", "address", "customFields", "balance", "tagTypeIds",
     "createdOn", "createdById", "modifiedOn", "mergedToId"}
)  # fmt: skip


async def waiting(db: Database) -> list[dict[str, Any]]:
    rows = await db.raw(
        "select st_id, reason, attempts, raw from automation.sync_quarantine"
        " where resolved_at is null order by id"
    )
    return [dict(one) for one in rows]


async def originals(db: Database) -> dict[str, bytes]:
    """What came, of the records that are stored in a mended form."""
    rows = await db.raw(
        "select st_id, raw from automation.sync_quarantine"
        " where resolved_at is not null and reason like 'stored with changes%'"
    )
    return {one["st_id"]: one["raw"] for one in rows}


async def drift(db: Database) -> set[tuple[str, str]]:
    rows = await db.raw("select path, kind from automation.sync_drift")
    return {(one["path"], one["kind"]) for one in rows}


async def test_a_wrong_type_waits_while_the_others_land(database: Database) -> None:
    page = [customer(n, balance="x" if n == 7 else n) for n in range(1, 40)]

    stored = await store(database, CUSTOMERS, page, source="export")

    assert stored == Stored(created=38, quarantined=1)
    (bad,) = await waiting(database)
    assert bad["st_id"] == "7"
    assert "numeric" in bad["reason"]
    assert bad["raw"] == customer(7, balance="x")
    assert len(await events(database)) == 38


async def test_the_stored_version_coming_again_ends_the_waiting(database: Database) -> None:
    """The answer was bad, not the record: when it comes right again nothing is to be written."""
    good, other = customer(7, balance=7), customer(8)
    await store(database, CUSTOMERS, [good, other], source="export")
    bad = [customer(7, balance="x"), customer(9, balance="x")]
    await store(database, CUSTOMERS, [*bad, other], source="export")
    before = await waiting(database)

    stored = await store(database, CUSTOMERS, [good, other], source="export")

    assert {one["st_id"] for one in before} == {"7", "9"}
    assert stored == Stored(unchanged=2)
    assert [one["st_id"] for one in await waiting(database)] == ["9"]


@pytest.mark.parametrize("st_id", [None, "abc", 1.5, True, -3, 2**63])
async def test_a_record_without_a_usable_id_waits(database: Database, st_id: object) -> None:
    stored = await store(database, CUSTOMERS, [customer(st_id), customer(2)], source="export")

    assert stored == Stored(created=1, quarantined=1)
    assert "id" in (await waiting(database))[0]["reason"]


async def test_an_id_of_digits_in_text_is_an_id(database: Database) -> None:
    await store(database, CUSTOMERS, [customer("42")], source="export")

    assert (await row(database, CUSTOMERS, 42))["name"] == "Ann Lee"
    assert await drift(database) == {("id", "type changed")}


async def test_a_field_that_went_away_is_told_once_and_its_column_is_null(
    database: Database,
) -> None:
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")
    without = [customer(n).replace(b'"balance": 12.5, ', b"") for n in (1, 2)]

    await store(database, CUSTOMERS, without, source="export")

    assert (await row(database, CUSTOMERS, 2))["balance"] is None
    assert await drift(database) == {("balance", "field removed")}


async def test_a_read_back_in_the_lists_form_is_no_drift(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1, onlyInExports=1)], source="export")

    await store(database, CUSTOMERS, [customer(1)], source="write")

    assert await drift(database) == set()


async def test_the_same_bad_record_is_kept_once_and_counted(database: Database) -> None:
    for _ in range(3):
        await store(database, CUSTOMERS, [customer(1, balance="x")], source="export")

    (bad,) = await waiting(database)
    assert bad["attempts"] == 3


async def test_a_good_version_closes_what_waited(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1, balance="x")], source="export")

    await store(database, CUSTOMERS, [customer(1)], source="export")

    assert await waiting(database) == []


async def test_replay_stores_what_fits_by_now(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1, balance="x"), customer(2)], source="export")
    await database.raw(
        "update automation.sync_quarantine set raw = $1 where st_id = '1'", customer(1, balance=5)
    )

    done = await replay(database)

    assert done[CUSTOMERS].created == 1
    assert (await row(database, CUSTOMERS, 1))["balance"] == 5
    assert await waiting(database) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("nul \0 here", r"nul \u0000 here"),
        ("lone \ud800 high", r"lone \ud800 high"),
        ("lone \udc00 low", r"lone \udc00 low"),
        ("pair \U0001f600 stays", "pair \U0001f600 stays"),
        (r"written \u0000 stays", r"written \u0000 stays"),
        ("rtl \u202e tag \U000e0041 zwj \u200d", "rtl \u202e tag \U000e0041 zwj \u200d"),
        ("'; drop table x; -- <b>*bold*</b>", "'; drop table x; -- <b>*bold*</b>"),
    ],
)
async def test_odd_text_survives(database: Database, text: str, kept: str) -> None:
    stored = await store(database, CUSTOMERS, [customer(1, name=text)], source="export")

    assert stored.created == 1
    stays = (await row(database, CUSTOMERS, 1))["name"]
    assert stays == kept
    assert (("", "odd escape") in await drift(database)) is (text != kept)


async def test_broken_utf8_is_made_visible_and_the_bytes_are_kept(database: Database) -> None:
    raw = customer(1).replace(b"Ann Lee", b"Ann \xff Lee")

    await store(database, CUSTOMERS, [raw, customer(2)], source="export")

    assert (await row(database, CUSTOMERS, 1))["name"] == r"Ann \xff Lee"
    assert await originals(database) == {"1": raw}


async def test_every_record_that_was_mended_is_kept_as_it_came(database: Database) -> None:
    written, odd = customer(1, name=r"a \u0000 b"), customer(2, name="a \0 b")
    ugly, impossible = customer(3, name="\ud800"), customer(4, createdOn="2025-02-30T00:00:00Z")
    for _ in range(2):
        await store(database, CUSTOMERS, [written, odd, ugly, impossible], source="export")

    assert await originals(database) == {"2": odd, "3": ugly, "4": impossible}
    assert await waiting(database) == []


async def test_what_is_mended_in_vain_waits_as_it_came_and_is_not_told_to_be_stored(
    database: Database,
) -> None:
    nul = customer(1, name="a \0 b", balance="x")
    day = customer(2, createdOn="2025-02-30T00:00:00Z", balance="x")

    stored = await store(database, CUSTOMERS, [nul, day, customer(3)], source="export")

    assert stored.quarantined == 2
    assert {one["st_id"]: one["raw"] for one in await waiting(database)} == {"1": nul, "2": day}
    assert await originals(database) == {}


@pytest.mark.parametrize(
    "odd",
    [
        customer(1, createdOn="0001-01-01T00:00:00Z").replace(b"Ann Lee", b"Ann \xff Lee"),
        customer(1, createdById=0).replace(b'"createdById": 0', b'"createdById": ' + b"9" * 5000),
    ],
    ids=["bytes-and-date", "five-thousand-digits"],
)
async def test_what_cannot_be_inspected_stops_nobody(database: Database, odd: bytes) -> None:
    page = [odd, customer(2)]

    stored = await store(database, CUSTOMERS, page, source="export", known_fields=KNOWN)

    assert stored.created + stored.quarantined == 2
    assert (await row(database, CUSTOMERS, 2))["name"] == "Ann Lee"


async def test_a_record_nested_without_end_waits_while_the_others_land(
    database: Database,
) -> None:
    odd = customer(1, note=0).replace(b"0}", b"[" * 5000 + b"]" * 5000 + b"}")

    stored = await store(database, CUSTOMERS, [odd, customer(2)], source="export")

    assert stored == Stored(created=1, quarantined=1)
    (waits,) = await waiting(database)
    assert (waits["st_id"], waits["reason"]) == ("1", "nested too deeply")


async def test_a_year_of_five_digits_leaves_its_row_readable(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1, createdOn="20250-01-01")], source="export")

    kept = await row(database, CUSTOMERS, 1)
    assert (kept["st_created_on"], kept["full_data"]["createdOn"]) == (None, "20250-01-01")


async def test_records_that_come_twice_in_a_page_are_counted(database: Database) -> None:
    page = [customer(1), customer(2), customer(1, name="Ann Le"), customer(2)]

    stored = await store(database, CUSTOMERS, page, source="export")

    assert stored == Stored(created=2, unchanged=2)


@pytest.mark.parametrize(
    "day",
    ["0001-01-01", "9999-12-31", "2025-13-45", "1000-02-03", "1899-12-31", "2200-01-01"],
)
async def test_an_impossible_date_is_null_and_told(database: Database, day: str) -> None:
    odd = customer(1, createdOn=f"{day}T00:00:00Z")
    await store(database, CUSTOMERS, [odd, customer(2)], source="export")

    assert (await row(database, CUSTOMERS, 1))["st_created_on"] is None
    assert len(await drift(database)) == 1


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
async def test_a_date_of_our_time_is_kept_and_not_told(database: Database, day: str) -> None:
    await store(database, CUSTOMERS, [customer(1, createdOn=f"{day}T00:00:00Z")], source="export")

    assert (await row(database, CUSTOMERS, 1))["st_created_on"] is not None
    assert await drift(database) == set()


async def test_an_unknown_field_is_kept_and_told_once(database: Database) -> None:
    page = [customer(1, loyalty="gold"), customer(2, loyalty="tin")]

    await store(database, CUSTOMERS, page, source="export", known_fields=KNOWN)

    assert (await row(database, CUSTOMERS, 2))["full_data"]["loyalty"] == "tin"
    assert await drift(database) == {("loyalty", "field added")}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"type": "Industrial"}, {("type = Industrial", "new value")}),
        ({"type": "Commercial"}, set()),
        ({"type": None}, set()),
        ({"type": 3}, {("type", "type changed")}),
        ({"type": "\0 odd \ud800"}, {("type = \\u0000 odd \\ud800", "new value"),
                                    ("", "odd escape")}),
        ({"createdById": "17"}, {("createdById", "type changed")}),
        ({"createdById": 17}, set()),
    ],
)  # fmt: skip
async def test_a_value_nobody_knew_is_stored_and_told(
    database: Database, changes: dict[str, Any], told: set[tuple[str, str]]
) -> None:
    page = [customer(n, **changes) for n in (1, 2)]
    for _ in range(2):
        await store(database, CUSTOMERS, page, source="export", known_fields=KNOWN)

    assert await drift(database) == told
    assert len(await events(database)) == 2


async def test_each_new_value_is_told_once(database: Database) -> None:
    for kind in ("Farm", "Ship", "Farm"):
        await store(
            database, CUSTOMERS, [customer(1, type=kind)], source="export", known_fields=KNOWN
        )

    rows = await database.raw("select sample from automation.sync_drift order by sample")
    assert [one["sample"] for one in rows] == ["Farm", "Ship"]
    assert (await row(database, CUSTOMERS, 1))["full_data"]["type"] == "Farm"


async def test_a_field_that_takes_any_text_is_told_of_enough(database: Database) -> None:
    page = [customer(n, type=f"Kind {n}") for n in range(1, 701)]

    await store(database, CUSTOMERS, page, source="export", known_fields=KNOWN)

    assert len(await drift(database)) == 500


async def test_text_too_long_for_its_column_is_cut_there_and_whole_in_full_data(
    database: Database,
) -> None:
    name = "ab" * 1_000_000

    await store(database, CUSTOMERS, [customer(1, name=name)], source="export")

    kept = await row(database, CUSTOMERS, 1)
    assert kept["name"] == name[:255]
    assert kept["full_data"]["name"] == name
