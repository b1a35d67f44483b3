"""What people type to find a record: a phone number, a job's number, a part of a name."""

import re

_NATIONAL = 10
"""Digits of a phone number without the country's 1."""
_SHORTEST_PHONE = 4
"""The last four digits are what people read out over the phone."""
_SHORTEST_NAME, _LONGEST_NAME = 4, 30
"""Of three letters two swapped make another name too often: "Ela" and "Lea"."""


def digits(text: str) -> str:
    """The digits of a phone number without a leading 1, or nothing if it is none."""
    if re.search(r"[^\d\s()+.\-/x]", text):
        return ""
    found = re.sub(r"\D", "", text)
    if len(found) == _NATIONAL + 1 and found.startswith("1"):
        found = found[1:]
    return found if len(found) >= _SHORTEST_PHONE else ""


def as_text(value: object) -> object:
    """A number that came as a number, as people write it; anything else as it is."""
    return str(value) if type(value) is int else value


def bare_number(term: str) -> str:
    """The number in "job 100527", "#100527" or "Job no. 100527"; any other term as it is."""
    found = re.fullmatch(
        r"(?:job(?:\s+(?:no\.?|number))?\s*#?|#)\s*([a-z]{0,3}-?\d+)", term, re.IGNORECASE
    )
    return found[1] if found else term


def containing(text: str) -> str:
    """A LIKE pattern for everything that holds this text; its % and _ mean themselves."""
    return "%" + re.sub(r"([%_\\])", r"\\\1", text) + "%"


def street_of(term: str) -> str:
    """House number and street of an address with commas: town, state and zip come in many forms."""
    street, comma, _ = term.partition(",")
    return street.strip() if comma and re.match(r"\d+\w*\s+\w", street) else term


def swapped_back(term: str) -> str:
    """A regular expression of whole words for a lone name with two neighbours swapped: "Smiht".

    Nothing for any other term: in several words a slip leaves enough that is alike.
    """
    if not term.isalpha() or not _SHORTEST_NAME <= len(term) <= _LONGEST_NAME:
        return ""
    swaps = (term[:at] + term[at + 1] + term[at] + term[at + 2 :] for at in range(len(term) - 1))
    return rf"\y({'|'.join(dict.fromkeys(swap for swap in swaps if swap != term))})\y"
