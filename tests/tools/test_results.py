import pytest
from pydantic import BaseModel

from tools.errors import BadArguments
from tools.results import MAX_BYTES, cursor_at, offset_of, rows_of


class Row(BaseModel):
    id: int
    text: str = ""


def test_a_whole_list_has_no_next() -> None:
    answer = rows_of([Row(id=1), Row(id=2)], total=2)

    assert (answer.returned, answer.total, answer.truncated, answer.next) == (2, 2, False, None)


def test_the_cursor_of_a_cut_list_goes_on_where_it_ended() -> None:
    answer = rows_of([Row(id=4), Row(id=5)], total=9, offset=3)

    assert answer.truncated
    assert offset_of(answer.next, "tool") == 5


def test_rows_that_do_not_fit_wait_behind_the_cursor() -> None:
    rows = [Row(id=number, text="x" * 1_000) for number in range(50)]

    answer = rows_of(rows, total=50)

    assert len(answer.model_dump_json()) <= MAX_BYTES + 1_000
    assert 0 < answer.returned < 50
    assert offset_of(answer.next, "tool") == answer.returned


def test_one_row_too_large_is_still_shown() -> None:
    answer = rows_of([Row(id=1, text="x" * 20_000)], total=1)

    assert answer.returned == 1


@pytest.mark.parametrize("cursor", ["", "x", "bm90IGpzb24", cursor_at(3)[:-2]])
def test_a_cursor_nobody_gave_out_is_refused(cursor: str) -> None:
    with pytest.raises(BadArguments, match="cursor"):
        offset_of(cursor, "tool")
