"""Writes about more records than one call of a list can be asked for."""

from tests.kit.changes import losing
from tests.kit.truth import Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed, mirrored
from tools.servicetitan.looking import MOST_IDS

TAGGING = "crm_add_tags_to_customers"


def plain(truth: Truth) -> tuple[int, list[int]]:
    """A tag, and customers without it: more of them than a list takes at once."""
    tag = int(truth.rows("settings/tag-types")[0]["id"])
    rows = truth.rows("crm/customers", lambda one: one["active"] and tag not in one["tagTypeIds"])
    return tag, [int(one["id"]) for one in rows[: MOST_IDS + 1]]


async def test_all_of_many_records_are_read_back_and_mirrored(writing: World, truth: Truth) -> None:
    tag, keys = plain(truth)

    done = await confirmed(writing, TAGGING, body={"customerIds": keys, "tagTypeIds": [tag]})

    kept = await mirrored(writing, "st_customers", keys[-1])
    assert len(keys) > MOST_IDS
    assert done.status == "done"
    assert tag in kept["tag_type_ids"]


async def test_one_of_many_that_was_left_out_is_told(writing: World, truth: Truth) -> None:
    tag, keys = plain(truth)
    losing(writing.company, "PUT crm/tags", lambda sent: {**sent, "customerIds": keys[:MOST_IDS]})

    done = await confirmed(writing, TAGGING, body={"customerIds": keys, "tagTypeIds": [tag]})

    assert done.status == "partly"
    assert str(keys[-1]) in done.summary
