import pytest

from tools.logic.text import visible


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Ann Lee", "Ann Lee"),
        ("José\tÑandú\n李雷", "José\tÑandú\n李雷"),
        ("👨‍👩‍👧 family", "👨‍👩‍👧 family"),
        ("pay\u202eme\u2066now", "paymenow"),
        ("hi\U000e0069\U000e0067nore", "hinore"),
        ("nul\x00and\x1bescape", "nulandescape"),
    ],
)
def test_only_what_a_person_would_not_see_is_taken_out(written: str, seen: str) -> None:
    assert visible(written) == seen
