"""One row of an artisan list, understood."""

from __future__ import annotations

import re

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.lists.batik_words import read_bearer, read_payout, read_scheme
from sentra_pos.consignment.lists.cell_reader import LONGEST_REMARK, CellReader
from sentra_pos.consignment.lists.headings import ArtisanField
from sentra_pos.consignment.lists.records import ArtisanRow
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _
from sentra_pos.core.words import parse_percent, parse_rupiah

_ONE_PERCENT = Percent.whole(1)
# A spreadsheet that takes a phone for a number drops its first zero.
_PHONE_WITHOUT_ZERO = re.compile(r"8[0-9]{8,11}")


def read_artisan_row(cells: CellReader[ArtisanField], row_number: int) -> ArtisanRow | None:
    """The row, or None when ``cells`` has collected a problem."""
    missing = _("The name is missing; write what the artisan's business is called.")
    name = cells.needed(ArtisanField.NAME, str, reason=missing) or ""
    scheme = cells.read(ArtisanField.SCHEME, read_scheme)
    commission, fixed_commission = (None, None) if cells.problems else _commission(cells, scheme)
    if scheme is None and commission is not None:
        scheme = Scheme.COMMISSION_PERCENT
    row = ArtisanRow(
        row_number=row_number,
        code=cells.text(ArtisanField.CODE),
        name=name,
        kind=cells.text(ArtisanField.KIND),
        scheme=scheme,
        commission=commission,
        fixed_commission=fixed_commission,
        discount_bearer=cells.read(ArtisanField.DISCOUNT_BEARER, read_bearer),
        payout_method=cells.read(ArtisanField.PAYOUT_METHOD, read_payout),
        bank_account=cells.text(ArtisanField.BANK_ACCOUNT),
        phone=_phone(cells.text(ArtisanField.PHONE)),
        address=cells.text(ArtisanField.ADDRESS, longest=LONGEST_REMARK),
    )
    return None if cells.problems else row


def _commission(cells: CellReader[ArtisanField], scheme: Scheme | None) -> tuple[Percent | None, Rupiah | None]:
    """The rate or the amount that goes with the scheme; without a scheme only a percent sign tells them apart."""
    text = cells.text(ArtisanField.COMMISSION)
    match scheme:
        case Scheme.COMMISSION_PERCENT:
            return _rate(cells), None
        case Scheme.COMMISSION_FIXED:
            return None, _fixed(cells)
        case None if text.endswith("%"):
            return _rate(cells), None
        case None if text:
            reason = _("The scheme is missing; write komisi % or komisi Rp, so that this number has a meaning.")
            cells.problem(ArtisanField.COMMISSION, reason)
        case _ if text.strip("0%, ") and scheme is not None:
            cells.problem(
                ArtisanField.COMMISSION, _("This scheme has no commission; empty this cell or correct the scheme.")
            )
    return None, None


def _rate(cells: CellReader[ArtisanField]) -> Percent | None:
    reason = _("The commission is missing; write it in percent, such as 12,5.")
    rate = cells.needed(ArtisanField.COMMISSION, parse_percent, reason=reason)
    if rate is not None and Percent(0) < rate < _ONE_PERCENT:
        # 0,15 is how a spreadsheet keeps 15 %.
        cells.problem(ArtisanField.COMMISSION, _("This is less than one percent; write 15 for fifteen percent."))
    return rate


def _fixed(cells: CellReader[ArtisanField]) -> Rupiah | None:
    reason = _("The commission is missing; write it in rupiah, such as 2.500.")
    return cells.needed(ArtisanField.COMMISSION, parse_rupiah, reason=reason)


def _phone(text: str) -> str:
    return f"0{text}" if _PHONE_WITHOUT_ZERO.fullmatch(text) else text
