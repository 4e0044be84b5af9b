"""Codes that are copied by hand."""

import pytest

from screening.readable_code import ALPHABET, check_sign, new_code, read_code

CODE = "7KQ2-M4TX-9RWD-BC8" + check_sign("7KQ2M4TX9RWDBC8")


def test_the_check_sign_is_iso_7064_mod_27_26() -> None:
    """By hand for 'B' (place 8 of 26): (26 + 8) mod 26 = 8, doubled 16; 16 + 12 = 28 = 1 mod 27, so place 11."""
    assert check_sign("B") == ALPHABET[(27 - 16) % 26]


def test_a_new_code_reads_as_itself() -> None:
    code = new_code()
    assert read_code(code) == code


@pytest.mark.parametrize(
    "typed", [CODE.lower(), CODE.replace("-", " "), f"  {CODE}\n", CODE.replace("2", "Z")]
)
def test_case_hyphens_and_the_hand_do_not_matter(typed: str) -> None:
    assert read_code(typed) == CODE


def test_one_wrong_sign_always_shows() -> None:
    signs = CODE.replace("-", "")
    wrong = [
        signs[:place] + other + signs[place + 1 :]
        for place in range(16)
        for other in ALPHABET
        if other != signs[place]
    ]
    assert [each for each in wrong if read_code(each) is not None] == []


@pytest.mark.parametrize("typed", ["", "7KQ2", CODE + "7", "٧" * 16, "A" * 16, "\0" * 16])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None
