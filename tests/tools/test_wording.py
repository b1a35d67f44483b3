from typing import Any

import pytest

from agent.catalogue import load_catalogue
from agent.runners import runner_of
from tools.errors import ArgumentFault, BadArguments

TARGETS = {name: entry.target for name, entry in load_catalogue().items()}


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("jpm_get_job", {"id": "J-1"}, "id: received 'J-1'; allowed: a whole number, such as 12"),
        ("crm_list_customers", {"page": 0}, "page: received 0; allowed: 1 or more"),
        ("crm_list_customers", {"pageSize": 6000}, "allowed: 5000 or less"),
        ("crm_list_customers", {"active": "yes"}, "allowed: 'True', 'False' or 'Any'"),
        ("crm_list_customers", {"sort": "name"}, "such as +Id; names: Id, ModifiedOn, CreatedOn"),
        ("jpm_list_jobs", {"ids": ",".join(map(str, range(60)))}, "at most 50 items, not 60"),
        ("dispatch_assign_technicians", {"body": {"technicianIds": 5}}, "a list, such as [1, 2]"),
        (
            "jpm_reschedule_appointment",
            {"id": 1, "body": {"start": "tomorrow"}},
            "a time with its zone, such as 2026-03-01T09:00:00Z",
        ),
    ],
)
def test_a_refusal_says_what_to_send_instead(
    tool: str, arguments: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadArguments) as refused:
        runner_of(TARGETS[tool]).check(arguments)

    assert told in str(refused.value)


def test_a_question_ends_without_a_full_stop() -> None:
    fault = ArgumentFault("fields", "'nam'", "there is no such field; did you mean name?")

    assert str(BadArguments("list_customers", [fault])).endswith("did you mean name?")
    assert str(BadArguments("x", [ArgumentFault("id", "'a'", "a number")])).endswith("a number.")
