"""What a query has to reach before the search shows anything."""

from dataclasses import replace

import pytest

from agent.search import Ranker
from agent.search.bar import Doubts
from agent.search.wording import Wish, asks_for_knowledge, is_general, is_own_affair, read_wish
from tests.kit.search import found

NONE = Doubts(
    unknown=0,
    unheld=0,
    strange_act=False,
    strange_object=False,
    covered=1.0,
    general=False,
    knowledge=False,
    own_affair=False,
    elsewhere=False,
    outside=False,
)


@pytest.mark.parametrize(
    "doubts",
    [
        replace(NONE, unknown=1),
        replace(NONE, unheld=1),
        replace(NONE, strange_act=True),
        replace(NONE, strange_object=True),
        replace(NONE, covered=0.5),
        replace(NONE, general=True),
        replace(NONE, knowledge=True),
        replace(NONE, own_affair=True),
        replace(NONE, elsewhere=True),
        replace(NONE, outside=True),
    ],
)
def test_every_doubt_raises_the_bar_and_two_raise_it_more(doubts: Doubts) -> None:
    assert NONE.score_asked() < doubts.score_asked()
    other = replace(doubts, unknown=2) if not doubts.unknown else replace(doubts, unheld=1)
    assert doubts.score_asked() < other.score_asked()


def test_a_long_query_is_not_refused_for_its_many_words() -> None:
    assert replace(NONE, unheld=9).score_asked() == replace(NONE, unheld=3).score_asked()
    assert replace(NONE, unknown=9).score_asked() == replace(NONE, unknown=2).score_asked()


@pytest.mark.parametrize(
    ("query", "wish"),
    [
        ("please mop the shop", Wish("mop", "shop", is_surely_act=True)),
        ("fix the garage door for her", Wish("fix", "door", is_surely_act=True)),
        ("book job for Mrs. Lee", Wish("book", "job", is_surely_act=False)),
        ("print it", Wish("print", None, is_surely_act=False)),
        ("invoices", None),
        ("who is on call", None),
    ],
)
def test_a_wish_names_an_act_and_its_object(query: str, wish: Wish | None) -> None:
    assert read_wish(query) == wish


def test_questions_of_knowledge_and_own_affairs_are_told_from_the_companys() -> None:
    assert asks_for_knowledge("How do I sharpen a knife")
    assert asks_for_knowledge("what is a heat exchanger")
    assert not asks_for_knowledge("who is on call")
    assert not asks_for_knowledge("what is on the invoice")
    assert is_own_affair("wash my car")
    assert is_own_affair("get me a cab")
    assert not is_own_affair("show me all customers")


@pytest.mark.parametrize(
    "query",
    [
        "can you move my 3pm appointment",
        "can you cancel my 10 o'clock",
        "add a note to my current job",
        "my next job",
        "assign this lead to me",
        "can you send me the recording of my last call",
    ],
)
def test_people_call_the_companys_work_theirs_and_ask_politely(ranker: Ranker, query: str) -> None:
    assert found(ranker, query)


def test_general_openings_are_whole_words() -> None:
    assert is_general("What's the weather")
    assert is_general("water the roses in my garden")
    assert not is_general("whatever jobs are open")
    assert not is_general("issue a refund")
    assert not is_general("bestow")
    assert not is_general("myrtle street jobs")


@pytest.mark.parametrize(
    "query",
    [
        "polish the silver trophies",
        "how do I iron a linen shirt",
        "carve me a wooden duck",
        "what is a good marathon time",
    ],
)
def test_wishes_and_questions_beside_the_trade_find_nothing(ranker: Ranker, query: str) -> None:
    assert found(ranker, query) == []


@pytest.mark.parametrize(
    "query",
    [
        "send customer a reminder text",
        "text the customer that we are late",
        "email the customer the invoice",
        "remind the customer of the appointment",
    ],
)
def test_no_tool_writes_to_customers_so_none_is_found_for_it(ranker: Ranker, query: str) -> None:
    assert found(ranker, query) == []


@pytest.mark.parametrize(
    "query",
    [
        "buy pipe insulation on ebay",
        "laminate the price list",
        "transfer the call to dispatch",
        "refuel truck 7",
        "is the customer in small claims court",
    ],
)
def test_deeds_and_errands_in_the_trades_words_are_told(ranker: Ranker, query: str) -> None:
    assert not ranker.search(query).is_sure


@pytest.mark.parametrize(
    "query", ["buy requests waiting", "create a task to call city hall about the permit"]
)
def test_a_record_about_an_errand_is_found_surely(ranker: Ranker, query: str) -> None:
    assert ranker.search(query).is_sure


def test_chatter_in_a_story_is_no_other_subject(ranker: Ranker) -> None:
    story = (
        "I was going through the books this morning with my coffee and need a list of everybody"
        " that is behind on paying us so I can start dialing"
    )

    assert found(ranker, story)
    assert found(ranker, "need my coffee and the books") == []
