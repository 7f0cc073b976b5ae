"""Codes that stay on tags for years: EAN-13 in the ranges kept free for a shop's own use, told apart by kind.

Thirteen digits and nothing else, so that Caps Lock and keyboard layouts cannot hurt a scan::

    20 01 01 000042 c     kind, device, epoch of the device, number, check digit

The epoch is inside because a restore may forget numbers that are printed on tags already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId
from sentra_pos.core.speech import N_
from sentra_pos.core.typed_text import shown
from sentra_pos.printing.ean13 import check_digit

LONGEST_CODE = 32
_LARGEST_DEVICE = 99
_LARGEST_EPOCH = 99
_LARGEST_NUMBER = 999_999
_FREE = re.compile(r"[A-Z0-9][A-Z0-9 ./_+-]*")


class CodeKind(StrEnum):
    """What a code of ours names; the value is its first two digits."""

    ITEM = "20"
    RECEIPT = "21"
    ARTISAN = "22"
    APPROVAL = "23"
    EXCHANGE = "24"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCode:
    """One of our own codes, read."""

    kind: CodeKind
    device_code: int
    epoch: int
    number: int


class CodesUsedUp(SentraError):
    """Not in a shop's lifetime, but a code given twice would be worse than this sentence."""

    message = N_("This till has no codes left to give. Please set up a new till and go on with that.")


class CodeWrong(SentraError):
    message = N_("“{code}” cannot be a code. Please use up to 32 letters and digits.")


class CodeMistyped(SentraError):
    message = N_("The last digit of {code} does not fit the others. Please check it, or scan it.")


class CodeIsOurs(SentraError):
    message = N_("Codes that begin with 20 to 23 are given by the program itself. Please leave this one out.")


def make_code(kind: CodeKind, device_code: int, epoch: int, number: int) -> str:
    """The thirteen digits. Raises CodesUsedUp when a part has outgrown its digits."""
    if not (0 <= device_code <= _LARGEST_DEVICE and 0 <= epoch <= _LARGEST_EPOCH and 0 <= number <= _LARGEST_NUMBER):
        raise CodesUsedUp
    twelve = f"{kind.value}{device_code:02d}{epoch:02d}{number:06d}"
    return twelve + check_digit(twelve)


def receipt_code(device_code: int, epoch: int, number: int, *, kind: CodeKind = CodeKind.RECEIPT) -> str:
    """The code at the foot of a receipt, which finds its sale or exchange again."""
    return make_code(kind, device_code, epoch, number)


def parse_code(text: str) -> ParsedCode | None:
    """The parts of one of our codes, or None for anything else: a maker's code, a wrong check digit, garbage."""
    if len(text) != 13 or not (text.isascii() and text.isdigit()) or check_digit(text[:12]) != text[12]:
        return None
    try:
        kind = CodeKind(text[:2])
    except ValueError:
        return None
    return ParsedCode(kind=kind, device_code=int(text[2:4]), epoch=int(text[4:6]), number=int(text[6:12]))


def normal_code(text: str) -> str:
    """One spelling of a scanned or typed code: capitals, no spaces around."""
    return text.strip().upper()


def makers_code(text: str) -> str:
    """A maker's own code as it is kept. Raises CodeWrong, CodeMistyped or CodeIsOurs.

    Thirteen digits are taken for an EAN-13 and must have their check digit; other lengths may be anybody's numbering.
    """
    code = normal_code(text)
    if len(code) > LONGEST_CODE or not _FREE.fullmatch(code):
        raise CodeWrong(code=shown(text))
    if len(code) == 13 and code.isdigit():
        if check_digit(code[:12]) != code[12]:
            raise CodeMistyped(code=code)
        if parse_code(code) is not None:
            raise CodeIsOurs
    return code


def next_item_code(session: Session, device: DeviceId) -> str:
    """The device's next own code; a code row is never deleted, so the highest one tells what was given."""
    from sentra_pos.catalogue.models import ItemCode  # a code is read without
    from sentra_pos.ledger.models import Device

    code, epoch = session.execute(select(Device.code, Device.epoch).where(Device.id == device)).one()
    if code > _LARGEST_DEVICE or epoch > _LARGEST_EPOCH:
        raise CodesUsedUp
    series = f"{CodeKind.ITEM.value}{code:02d}{epoch:02d}"
    highest = session.execute(
        select(ItemCode.code)
        .where(ItemCode.code >= series, ItemCode.code < f"{series}:", ItemCode.own)
        .order_by(ItemCode.code.desc())
        .limit(1)
    ).scalar_one_or_none()
    return make_code(CodeKind.ITEM, code, epoch, 1 if highest is None else int(highest[6:12]) + 1)
