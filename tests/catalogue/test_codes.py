"""Codes that stay on tags for years."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.catalogue.codes import (
    CodeIsOurs,
    CodeKind,
    CodeMistyped,
    CodesUsedUp,
    CodeWrong,
    ParsedCode,
    make_code,
    makers_code,
    parse_code,
    receipt_code,
)
from sentra_pos.printing.ean13 import checked_ean13

parts = st.tuples(st.sampled_from(CodeKind), st.integers(0, 99), st.integers(0, 99), st.integers(0, 999_999))


@given(parts)
def test_what_is_made_is_read_again(part: tuple[CodeKind, int, int, int]) -> None:
    kind, device, epoch, number = part
    code = make_code(kind, device, epoch, number)
    assert checked_ean13(code) == code
    assert parse_code(code) == ParsedCode(kind=kind, device_code=device, epoch=epoch, number=number)


@given(parts, parts)
def test_two_codes_are_alike_only_if_all_their_parts_are(
    one: tuple[CodeKind, int, int, int], other: tuple[CodeKind, int, int, int]
) -> None:
    assert (make_code(*one) == make_code(*other)) is (one == other)


@given(parts, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(part: tuple[CodeKind, int, int, int], place: int, step: int) -> None:
    code = make_code(*part)
    wrong = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    assert parse_code(wrong) is None


@given(st.text(max_size=20))
def test_garbage_is_no_code_of_ours(text: str) -> None:
    assert parse_code(text) is None or len(text) == 13


@pytest.mark.parametrize(("device", "epoch", "number"), [(100, 1, 1), (1, 100, 1), (1, 1, 1_000_000), (-1, 1, 1)])
def test_a_code_that_would_not_fit_is_never_cut(device: int, epoch: int, number: int) -> None:
    with pytest.raises(CodesUsedUp):
        make_code(CodeKind.ITEM, device, epoch, number)


def test_a_receipts_code_is_of_its_own_range() -> None:
    assert receipt_code(1, 1, 412).startswith("2101010004")


@pytest.mark.parametrize(
    ("typed", "kept"), [("8991234567891", "8991234567891"), (" mbw-07-0123 ", "MBW-07-0123"), ("12345678", "12345678")]
)
def test_a_makers_code_is_kept_as_it_is(typed: str, kept: str) -> None:
    assert makers_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("8991234567890", CodeMistyped),
        (make_code(CodeKind.RECEIPT, 1, 1, 1), CodeIsOurs),
        ("", CodeWrong),
        ("x" * 33, CodeWrong),
        ("kain\tsatu", CodeWrong),
        ("ĸode", CodeWrong),
    ],
)
def test_what_cannot_be_a_makers_code_is_refused(typed: str, trouble: type[Exception]) -> None:
    with pytest.raises(trouble):
        makers_code(typed)
