"""QRIS, the Indonesian form of EMVCo's merchant-presented codes: read, checked, and given an amount. Pure.

A payload is a list of fields ``TT LL value``; LL counts characters, the check sum is over the UTF-8 bytes. Some fields
are templates, lists of fields themselves. Everything is done on the list, never on the text: a shop's name may look
like a field.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from dataclasses import dataclass, replace

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.errors import (
    QrisAmountTooLarge,
    QrisAmountUnclear,
    QrisAmountZero,
    QrisCutOff,
    QrisDamaged,
    QrisEmpty,
    QrisForeignCurrency,
    QrisUnknown,
)

_FORMAT, _KIND, _CURRENCY, _AMOUNT, _NAME, _CITY, _CHECK = "00", "01", "53", "54", "59", "60", "63"
_NATIONAL = "51"
_DYNAMIC = "12"
_RUPIAH = "360"
_LONGEST_AMOUNT = 13
#: Account templates, additional data, and the merchant's name in another language.
_TEMPLATES = frozenset((*(f"{tag}" for tag in range(26, 52)), "62", "64"))
_NMID = re.compile(r"ID[0-9]{8,}")
_DIGITS = re.compile(r"[0-9]{2}")
_WHOLE_AMOUNT = re.compile(r"([0-9]{1,13})(?:\.0{0,2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field as it stands: ``parts`` are those of a template."""

    tag: str
    value: str
    parts: tuple[Field, ...] = ()

    def encoded(self) -> str:
        return f"{self.tag}{len(self.value):02d}{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QrisMerchant:
    """Whom a code pays, as the customer's phone shows it. ``amount`` is empty in a sticker."""

    name: str
    nmid: str
    city: str
    payload: str
    is_dynamic: bool = False
    amount: Rupiah | None = None


def check_sum(text: str) -> str:
    """CRC-16/CCITT-FALSE over the UTF-8 bytes, as four capital hexadecimal digits."""
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def read_fields(payload: str) -> tuple[Field, ...]:
    """The fields in their order, the check sum last; ``encode`` gives the same text again.

    Raises QrisEmpty, QrisUnknown for what is no such code, QrisCutOff, QrisDamaged.
    """
    if not payload.strip():
        raise QrisEmpty
    if not payload.startswith("000201"):
        raise QrisUnknown
    fields = _split(payload)
    last = fields[-1]
    if last.tag != _CHECK or len(last.value) != len("FFFF"):
        raise QrisCutOff
    if check_sum(payload[: -len(last.value)]) != last.value.upper():
        raise QrisDamaged
    tags = [field.tag for field in fields]
    if len(set(tags)) != len(tags):
        # Two names or two accounts: a phone might take the other one.
        raise QrisUnknown
    return tuple(replace(field, parts=_split(field.value)) if field.tag in _TEMPLATES else field for field in fields)


def _split(text: str) -> tuple[Field, ...]:
    fields = []
    at = 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        if not (_DIGITS.fullmatch(tag) and _DIGITS.fullmatch(length)):
            raise QrisCutOff
        value = text[at + 4 : at + 4 + int(length)]
        if len(value) != int(length):
            raise QrisCutOff
        fields.append(Field(tag=tag, value=value))
        at += 4 + len(value)
    return tuple(fields)


def encode(fields: tuple[Field, ...]) -> str:
    """The payload of fields, as they stand."""
    return "".join(field.encoded() for field in fields)


def read_merchant(payload: str) -> QrisMerchant:
    """Whom the code pays.

    Raises what ``read_fields`` raises, QrisForeignCurrency, QrisAmountZero, QrisAmountUnclear.
    """
    fields = read_fields(payload)
    values = {field.tag: field.value for field in fields}
    if not values.get(_NAME, "").strip():
        raise QrisUnknown
    if values.get(_CURRENCY) != _RUPIAH:
        raise QrisForeignCurrency
    return QrisMerchant(
        name=values[_NAME].strip(),
        nmid=_nmid(fields),
        city=values.get(_CITY, "").strip(),
        payload=payload,
        is_dynamic=values.get(_KIND) == _DYNAMIC,
        amount=_amount(values[_AMOUNT]) if _AMOUNT in values else None,
    )


def _nmid(fields: tuple[Field, ...]) -> str:
    """The national merchant id: where it belongs, or in the account template that holds one."""
    templates = sorted((field for field in fields if field.parts), key=lambda field: field.tag != _NATIONAL)
    for template in templates:
        for part in template.parts:
            if part.tag == "02" and _NMID.fullmatch(part.value):
                return part.value
    return ""


def _amount(text: str) -> Rupiah:
    whole = _WHOLE_AMOUNT.fullmatch(text)
    if whole is None:
        raise QrisAmountUnclear
    amount = Rupiah(int(whole[1]))
    if not amount:
        raise QrisAmountZero
    return amount


def with_amount(payload: str, amount: Rupiah) -> str:
    """The same code for one payment of the amount; every other field stays as and where it was.

    Raises what ``read_merchant`` raises, QrisAmountZero, QrisAmountTooLarge.
    """
    if amount <= ZERO:
        raise QrisAmountZero
    digits = str(amount.amount)
    if len(digits) > _LONGEST_AMOUNT:
        raise QrisAmountTooLarge(amount=format_rupiah(amount))
    fields = tuple(field for field in read_fields(payload) if field.tag not in (_AMOUNT, _CHECK))
    read_merchant(payload)
    fields = _put(fields, Field(tag=_KIND, value=_DYNAMIC))
    fields = _put(fields, Field(tag=_AMOUNT, value=digits))
    text = f"{encode(fields)}{_CHECK}04"
    return text + check_sum(text)


def _put(fields: tuple[Field, ...], new: Field) -> tuple[Field, ...]:
    """In the place of the field of that tag, else before the first field of a higher one."""
    if any(field.tag == new.tag for field in fields):
        return tuple(new if field.tag == new.tag else field for field in fields)
    place = next((n for n, field in enumerate(fields) if field.tag > new.tag), len(fields))
    return (*fields[:place], new, *fields[place:])
