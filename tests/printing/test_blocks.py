"""Slips are kept as JSON and come back equal."""

from __future__ import annotations

import json

import pytest

from sentra_pos.printing.blocks import Barcode, Slip, Text
from sentra_pos.printing.ean13 import check_digit, ean13_modules
from tests.printing.samples import cash_receipt, qris_receipt


@pytest.mark.parametrize("slip", [cash_receipt(), qris_receipt(), Slip(())])
def test_a_slip_survives_being_kept_as_json(slip: Slip) -> None:
    assert Slip.from_json(json.loads(json.dumps(slip.to_json()))) == slip


@pytest.mark.parametrize("wrong", [{}, {"blocks": [{"kind": "song"}]}, {"blocks": [{"kind": "text", "volume": 3}]}])
def test_what_is_not_a_slip_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a slip"):
        Slip.from_json(wrong)


@pytest.mark.parametrize("digits", ["2100000001230", "210000000123", "21000000012ab", "\u0662100000001231"])
def test_a_barcode_with_a_wrong_check_digit_cannot_be_made(digits: str) -> None:
    with pytest.raises(ValueError, match=r"EAN-13|check digit"):
        Barcode(digits)


def test_the_check_digit_is_gs1s_own_example() -> None:
    # GS1 General Specifications, section 7.9: 629104150021 has check digit 3.
    assert check_digit("629104150021") == "3"


def test_the_bars_are_the_standards_own() -> None:
    modules = ean13_modules("6291041500213")
    assert len(modules) == 95
    assert (modules[:3], modules[45:50], modules[-3:]) == ("101", "01010", "101")


def test_a_copy_says_so_before_anything_else() -> None:
    copy = cash_receipt().headed("SALINAN 1")
    assert isinstance(copy.blocks[0], Text)
    assert "SALINAN 1" in copy.blocks[0].text
    assert copy.blocks[2:] == cash_receipt().blocks
