import pytest

from tools.logic.terms import bare_number, digits, swapped_back


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("(404) 555-0101", "4045550101"),
        ("+1 404 555 0101", "4045550101"),
        ("0101", "0101"),
        ("101", ""),
        ("12 Palm St", ""),
        ("Lee", ""),
    ],
)
def test_a_phone_number_is_known_by_its_digits(term: str, found: str) -> None:
    assert digits(term) == found


@pytest.mark.parametrize(
    ("term", "number"),
    [
        ("job 100527", "100527"),
        ("Job #J-12", "J-12"),
        ("#100527", "100527"),
        ("job no. 7", "7"),
        ("JOB NUMBER 7", "7"),
        ("job 7 pump", "job 7 pump"),
        ("jobs", "jobs"),
        ("Job Smith", "Job Smith"),
        ("410", "410"),
    ],
)
def test_a_job_is_known_by_its_number_however_it_is_called(term: str, number: str) -> None:
    assert bare_number(term) == number


@pytest.mark.parametrize(
    ("term", "pattern"),
    [
        ("Jhon", r"\y(hJon|John|Jhno)\y"),
        ("Annna", r"\y(nAnna|Annan)\y"),
        ("Lae", ""),
        ("John Smiht", ""),
        ("smiht@mail.example", ""),
        ("Sm.*", ""),
        ("x" * 31, ""),
    ],
)
def test_a_lone_name_is_sought_with_any_two_neighbours_swapped(term: str, pattern: str) -> None:
    assert swapped_back(term) == pattern
