from decimal import Decimal

import pytest

from tools.logic.money import cents, shortest


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("488.0000", "488.00"),
        ("96917.1400", "96917.14"),
        ("0.0000", "0.00"),
        ("-12.5", "-12.50"),
        ("0.1250", "0.125"),
        ("1E+3", "1000.00"),
    ],
)
def test_amounts_have_cents_and_lose_nothing(value: str, written: str) -> None:
    assert str(cents(Decimal(value))) == written


@pytest.mark.parametrize(("value", "written"), [("2.5000", "2.5"), ("100.0000", "100"), ("0", "0")])
def test_quantities_are_as_short_as_they_can_be(value: str, written: str) -> None:
    assert str(shortest(Decimal(value))) == written
