import pytest

from tools.changes import Change, Written, written
from tools.errors import Conflict, NotShown, OutcomeUnknown, Unreachable

CHANGE = Change(action="Paint it blue", target="x/1", before={"colour": "red"}, after={})


class Record:
    """A place that a change is sent to, as the test wants it to behave."""

    def __init__(self, *, answer: object = "sent", there: object = None) -> None:
        self.answer = answer
        self.there = there
        self.sent = self.looked = 0

    async def send(self) -> str:
        self.sent += 1
        return self._give(self.answer)

    async def look_up(self) -> str | None:
        self.looked += 1
        return self._give(self.there) if self.there is not None else None

    def _give(self, what: object) -> str:
        if isinstance(what, Exception):
            raise what
        return str(what)

    async def write(self) -> Written[str]:
        return await written(CHANGE, self.send, self.look_up)


async def test_an_answer_means_done_without_looking_again() -> None:
    record = Record()

    answer = await record.write()

    assert (answer.status, answer.result, answer.change) == ("done", "sent", CHANGE)
    assert (record.sent, record.looked) == (1, 0)


@pytest.mark.parametrize(
    ("there", "status", "result"),
    [
        ("found", "done", "found"),
        (None, "not_done", None),
        (OutcomeUnknown(), "unknown", None),
        (Unreachable(), "unknown", None),
        (RuntimeError("odd"), "unknown", None),
    ],
)
async def test_a_lost_answer_is_looked_up_and_never_sent_again(
    there: object, status: str, result: str | None
) -> None:
    record = Record(answer=OutcomeUnknown(), there=there)

    answer = await record.write()

    assert (answer.status, answer.result) == (status, result)
    assert (record.sent, record.looked) == (1, 3 if there is None else 1)


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (None, "ServiceTitan accepted the change, but it could not be read back. Look there"),
        (Unreachable(), "Sent and accepted, but no look-up came back. It may have happened"),
    ],
)
async def test_what_was_accepted_and_is_not_shown_is_not_called_undone(
    there: object, told: str
) -> None:
    record = Record(answer=NotShown(), there=there)

    answer = await record.write()

    assert answer.status == "unknown"
    assert answer.summary.startswith(told)


async def test_what_shows_late_is_waited_for() -> None:
    record = Record(answer=OutcomeUnknown())

    async def late() -> str | None:
        record.looked += 1
        return "found" if record.looked == 3 else None

    answer = await written(CHANGE, record.send, late)

    assert (answer.status, answer.result) == ("done", "found")


@pytest.mark.parametrize("problem", [Conflict(), Unreachable(), ValueError("a defect")])
async def test_a_refusal_is_passed_on(problem: Exception) -> None:
    record = Record(answer=problem)

    with pytest.raises(type(problem)):
        await record.write()

    assert (record.sent, record.looked) == (1, 0)
