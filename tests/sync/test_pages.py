"""Answers of ServiceTitan taken apart, and those that are none."""

import pytest

from sync.pages import UnreadablePageError, split


@pytest.mark.parametrize("single", [False, True], ids=["a page", "one record"])
@pytest.mark.parametrize("body", [b'{"data": [{"id": 1}', b"<html></html>", b"", b"[" * 9999])
def test_an_answer_that_was_cut_off_is_no_page(body: bytes, *, single: bool) -> None:
    with pytest.raises(UnreadablePageError, match="not a page of records"):
        split(body, single=single)


def test_one_record_is_a_page_of_one() -> None:
    assert [bytes(one) for one in split(b'{"id": 1}', single=True).items] == [b'{"id": 1}']
