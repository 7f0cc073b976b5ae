"""What a statement's paper carries of the book, so that it can be held against it: the QR code and the short code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import N_
from sentra_pos.core.typed_text import shown

_MARK = "SP1"
#: 80 bits in the QR code, 64 in the code that people type.
_IN_QR, _TYPED = 20, 16
_QR = re.compile(
    rf"{_MARK}-(?P<id>[0-9A-F]{{32}})-(?P<seal>[0-9A-F]{{{_IN_QR}}})"
    r"-(?P<sold>M?[0-9]{1,15})-(?P<commission>M?[0-9]{1,15})-(?P<deducted>M?[0-9]{1,15})-(?P<balance>M?[0-9]{1,15})"
)
_SHORT = re.compile(rf"(?P<number>L[0-9]+(\.[0-9]+)?-[0-9]{{6,}})(?P<seal>[0-9A-F]{{{_TYPED}}})")


class NotAStatementCode(SentraError):
    """What was scanned or typed is on no statement."""

    message = N_("“{text}” is no code of a statement. Scan its QR code, or type the number and the code below it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTotals:
    """The totals as the paper's QR code says them."""

    sold: Rupiah
    commission: Rupiah
    deducted: Rupiah
    balance: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was read off a paper: ``document`` and ``totals`` from its QR code, or ``number`` as it was typed.

    ``seal`` is the beginning of the document's hash, in hexadecimal, at least 64 bits of it.
    """

    document: DocumentId | None = None
    number: str = ""
    totals: PaperTotals | None = None
    seal: str


def qr_text(document: DocumentId, digest: bytes, totals: PaperTotals) -> str:
    """Digits, capitals and dashes alone: any scanner types them right, whatever the keyboard is set to."""
    amounts = (totals.sold, totals.commission, totals.deducted, totals.balance)
    said = (f"M{-each.amount}" if each.amount < 0 else f"{each.amount}" for each in amounts)
    return "-".join((_MARK, document.hex.upper(), digest.hex()[:_IN_QR].upper(), *said))


def short_code(digest: bytes) -> str:
    """The 64 bits that stand below the number, in fours: ``4F2A 9B1C 77E0 1D3C``."""
    text = digest.hex()[:_TYPED].upper()
    return " ".join(text[start : start + 4] for start in range(0, _TYPED, 4))


def read_proof(text: str) -> Proof:
    """A scanned QR code, or a number and its short code as somebody typed them. Raises NotAStatementCode."""
    plain = "".join(text.upper().split())
    scanned = _QR.fullmatch(plain)
    if scanned is not None:
        totals = PaperTotals(**{name: _amount(scanned[name]) for name in PaperTotals.__dataclass_fields__})
        return Proof(document=DocumentId(UUID(scanned["id"])), totals=totals, seal=scanned["seal"].lower())
    typed = _SHORT.fullmatch(plain.replace("/", "").replace("·", ""))
    if typed is not None:
        return Proof(number=typed["number"], seal=typed["seal"].lower())
    raise NotAStatementCode(text=shown(text))


def _amount(text: str) -> Rupiah:
    return -Rupiah(int(text[1:])) if text.startswith("M") else Rupiah(int(text))
