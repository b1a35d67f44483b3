"""Exact numbers as people write them."""

from decimal import Decimal

_CENT = Decimal("0.01")


def shortest(value: Decimal) -> Decimal:
    """The same number without zeros that say nothing: 2.5000 is 2.5, 100 stays 100."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def cents(value: Decimal) -> Decimal:
    """The same amount with two decimals, or with more where it has more."""
    short = shortest(value)
    return short if short != short.quantize(_CENT) else short.quantize(_CENT)
