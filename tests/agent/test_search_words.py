import pytest

from agent.search import Thesaurus
from agent.search.index import Index
from agent.search.query import Reader
from agent.search.words import SMALL, distance, stem


def test_how_much_and_when_in_general_say_nothing() -> None:
    reader = Reader(Thesaurus(), {"payments": 1})

    kinds = [unit.kind for unit in reader.read("multiple erroneously posted payments")]

    assert kinds == ["small", "small", "unknown", "word"]


def test_a_subject_no_tool_has_is_never_a_typing_error_for_one() -> None:
    reader = Reader(Thesaurus(elsewhere=("rain",)), {"train": 1, "rail": 1})

    assert [unit.kind for unit in reader.read("rain")] == ["elsewhere"]


def test_an_outside_party_is_told_and_its_words_are_no_typing_errors() -> None:
    thesaurus = Thesaurus(outside=("toll road",), deeds=("weld",))
    reader = Reader(thesaurus, {"tool": 1, "welt": 1, "road": 1})

    units = reader.read("weld the toll road")

    assert "outside" in [unit.kind for unit in units]
    assert not any({"tool", "welt"} & unit.weights.keys() for unit in units)


def test_an_article_stands_right_before_its_noun() -> None:
    reader = Reader(Thesaurus(means={"the books": ("ledger",)}), {"call": 1, "book": 1})

    assert any("ledger" in unit.weights for unit in reader.read("balance the books"))
    assert not any("ledger" in unit.weights for unit in reader.read("the calls I booked"))


def test_a_letter_typed_twice_is_a_slip_even_in_a_short_word() -> None:
    units = Reader(Thesaurus(), {"job": 1}).read("cancel the jobb")

    assert any("job" in unit.weights for unit in units)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("scheduling", "schedules"),
        ("companies", "company"),
        ("cancelled", "cancel"),
        ("billing", "bill"),
        ("invoices", "invoiced"),
        ("boxes", "box"),
        ("addresses", "address"),
    ],
)
def test_plural_and_tense_do_not_matter(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("job", "job", 0),
        ("task", "taks", 1),
        ("invoice", "invoce", 1),
        ("visit", "vissit", 1),
        ("crew", "craw", 1),
        ("maintenance", "maintanence", 2),
        ("", "job", 3),
    ],
)
def test_distance_counts_slips(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == slips


def test_a_word_held_by_chance_stays_telling() -> None:
    by_chance, everywhere = Index(20), Index(20)
    for index, weight in ((by_chance, 0.5), (everywhere, 4.0)):
        index.add(0, ["pump"], 4.0)
        for document in range(1, 15):
            index.add(document, ["pump"], weight)

    assert by_chance.idf("pump") > 2 * everywhere.idf("pump")


def test_a_plural_is_no_form_of_a_word_that_lost_its_last_letter() -> None:
    reader = Reader(Thesaurus(), {"task": 2, "take": 1, "job": 1})

    (slip,) = reader.read("taks")

    assert slip.weights["task"] < 1
    assert reader.read("takes") == reader.read("taking")
    assert [unit.strong for unit in reader.read("jobs")] == [["job"]]


def test_small_words_alone_say_nothing() -> None:
    assert {"the", "of", "and"} <= SMALL
