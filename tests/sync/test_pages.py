"""Answers of ServiceTitan taken apart, and those that are none."""

import pytest

from sync.pages import UnreadablePageError, split


@pytest.mark.parametrize("single", [False, True], ids=["a page", "one record"])
@pytest.mark.parametrize("body", [b'{"data": [{"id": 1}', b"<html></html>", b"", b"[" * 9999])
def test_an_answer_that_was_cut_off_is_no_page(body: bytes, *, single: bool) -> None:
    with pytest.raises(UnreadablePageError, match="not a page of records"):
        split(body, single=single)


DEEP = b'{"id": 2, "x": ' + b"[" * 9999 + b"]" * 9999 + b"}"


def test_records_beside_one_that_is_nested_too_deeply_are_told_apart() -> None:
    text = b'{"id": 1, "name": "a,b}]\\\\\\"{["}'
    body = b'{"page": 1, "data": [%s, %s ,{}], "hasMore": true, "continueFrom": "t,1"}' % (
        text,
        DEEP,
    )

    page = split(body)

    assert [bytes(one) for one in page.items] == [text, DEEP, b"{}"]
    assert (page.has_more, page.token) == (True, "t,1")
    assert [bytes(one) for one in split(b"[%s,%s]" % (DEEP, text)).items] == [DEEP, text]
    assert [bytes(one) for one in split(DEEP, single=True).items] == [DEEP]


@pytest.mark.parametrize("cut", [1, 2, 3, 9000, 20_000])
def test_a_deep_page_that_was_cut_off_is_no_page(cut: int) -> None:
    body = b'{"hasMore": false, "data": [{"id": 1}, %s]}' % DEEP

    with pytest.raises(UnreadablePageError, match="not a page of records"):
        split(body[:-cut])


def test_one_record_is_a_page_of_one() -> None:
    assert [bytes(one) for one in split(b'{"id": 1}', single=True).items] == [b'{"id": 1}']
