"""The receipt of money (*kuitansi*): who paid how much for what, in figures and words, signed by who received it."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.duty_stamp import needs_duty_stamp
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import N_, _, ngettext, speaking
from sentra_pos.core.words import format_date, format_number, format_rupiah, terbilang
from sentra_pos.payments.methods import ON_ACCOUNT
from sentra_pos.printing.page import (
    Beside,
    Paper,
    PaperSize,
    Particulars,
    SignatureBox,
    Signatures,
    SumBox,
)
from sentra_pos.sales.nota_paper import heading_of
from sentra_pos.sales.papers import Letterhead
from sentra_pos.sales.queries import Receipt, ReceiptLine

#: More goods than this are counted, not named.
_NAMED = 3


class NothingReceived(SentraError):
    """A kuitansi says that money came; a sale on account brought none yet, and a refund gave it away."""

    message = N_("No money was received for {code} yet. Print the sales note instead.")


def money_received(receipt: Receipt) -> Rupiah:
    """What came in at the till or the bank, tax that a treasurer kept back included; not what is still owed."""
    owed = sum_rupiah(tender.amount for tender in receipt.tenders if tender.method == ON_ACCOUNT)
    return sum_rupiah(tender.amount for tender in receipt.tenders) - owed


def kuitansi_paper(
    receipt: Receipt,
    letterhead: Letterhead,
    zone: tzinfo,
    *,
    buyer: str,
    purpose: str = "",
    place: str = "",
    signer: str = "",
    language: str = "",
) -> Paper:
    """The receipt of a sale's money. Words for the sum are Indonesian in every language, as the law's stamp is.

    ``purpose`` is what was bought unless it is given, ``signer`` the cashier. Raises NothingReceived.
    """
    amount = money_received(receipt)
    if amount <= ZERO:
        raise NothingReceived(code=receipt.code)
    with speaking(language or receipt.language):
        day = format_date(local(receipt.at, zone).date())
        return Paper(
            title=f"{_('Receipt of money')} {receipt.code}",
            size=PaperSize.A5_WIDE,
            footer=f"{receipt.code} · {receipt.hash[:4].hex()} · {letterhead.name}",
            blocks=(
                heading_of(letterhead, _("Receipt of money"), _("No. {code}").format(code=receipt.code)),
                Particulars(
                    (
                        (_("Received from"), buyer or " "),
                        (_("The sum of"), f"# {terbilang(amount)} rupiah #"),
                        (_("In payment of"), purpose or bought_words(receipt)),
                    )
                ),
                Beside(
                    left=SumBox(format_rupiah(amount)),
                    right=Signatures(
                        (
                            SignatureBox(
                                role=letterhead.name,
                                name=signer or receipt.cashier,
                                meterai=needs_duty_stamp(amount),
                            ),
                        ),
                        place_and_date=f"{place}, {day}" if place else day,
                    ),
                ),
            ),
        )


def bought_words(receipt: Receipt) -> str:
    """The goods by name where they are few, else the first of them and how many more."""
    lines = [line for line in receipt.lines if not line.returned]
    if len(lines) <= _NAMED:
        return _("{goods} (sales note {code})").format(goods=", ".join(map(_named, lines)), code=receipt.code)
    pieces = sum(line.quantity.units for line in lines[_NAMED - 1 :])
    words = ngettext(
        "{goods} and {count} piece more (sales note {code})",
        "{goods} and {count} pieces more (sales note {code})",
        pieces,
    )
    goods = ", ".join(map(_named, lines[: _NAMED - 1]))
    return words.format(goods=goods, count=format_number(pieces), code=receipt.code)


def _named(line: ReceiptLine) -> str:
    return line.name if line.quantity.units == 1 else f"{format_number(line.quantity.units)} × {line.name}"
