"""The counter's plain words: the same on the screen and on the slip."""

from __future__ import annotations

from sentra_pos.artisan_counter.goods_queries import MyMove, MySale, SaleState
from sentra_pos.artisan_counter.money_queries import MyPayout, Overview
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_date, format_rupiah
from sentra_pos.ledger.kinds import DocumentKind, PlaceKind
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.wording import taken_words

_PLACES = {
    PlaceKind.SHELF: N_("On the shelf"),
    PlaceKind.STORE_ROOM: N_("In the store room"),
    PlaceKind.QUARANTINE: N_("Put apart, damaged"),
    PlaceKind.SET_ASIDE: N_("Set aside for you to fetch"),
    PlaceKind.ROAD: N_("On the way to an exhibition"),
    PlaceKind.STAND: N_("At an exhibition"),
    PlaceKind.WITH_ARTISAN: N_("Back with you"),
    PlaceKind.WITH_CUSTOMER: N_("With the buyer"),
    PlaceKind.MISSING: N_("Missing, being looked for"),
    PlaceKind.LOST: N_("Lost"),
    PlaceKind.OWNERSHIP: N_("Taken over by the shop"),
}
_STATES = {
    SaleState.WAITING: N_("Not settled yet"),
    SaleState.HELD: N_("Waits until {date}"),
    SaleState.SETTLED: N_("Settled in {code}"),
}


def place_words(place: PlaceKind) -> str:
    """Where pieces are."""
    return _(_PLACES[place])


def state_words(sale: MySale) -> str:
    """Where the money of a sale stands."""
    until = format_date(sale.held_until) if sale.held_until is not None else ""
    return _(_STATES[sale.state]).format(date=until, code=sale.settled_in)


def fate_words(move: MyMove) -> str:
    """What became of pieces that were missing or damaged."""
    if move.source is PlaceKind.MISSING and move.target is PlaceKind.SHELF:
        return _("Found again")
    if move.kind is DocumentKind.NOTE_CORRECTION:
        return _("Never came; the note was corrected")
    if move.made_good:
        return _("The shop made it good: {amount}").format(amount=format_rupiah(move.made_good))
    if move.kind is DocumentKind.LOSS_CASE and move.target is PlaceKind.LOST:
        return _("Not found; borne by you under the agreement")
    return place_words(move.target)


def way_words(method: PayoutMethod) -> str:
    """How money reached the artisan."""
    return _("In cash") if method is PayoutMethod.CASH else _("By bank transfer")


def paid_words(paid: MyPayout) -> str:
    """How a payout reached the artisan, or that it was taken back."""
    said = (voided_words(paid), way_words(paid.method), paid.reference, taken_words(paid.to))
    return " · ".join(part for part in said if part)


def voided_words(paid: MyPayout) -> str:
    """Which document took a payout back; "" while it stands."""
    return _("Voided by {code}").format(code=paid.voided) if paid.voided else ""


def when_words(seen: Overview) -> str:
    """When what is owed is paid."""
    if seen.owed.to_pay <= ZERO:
        return _("There is nothing to be paid now.")
    if seen.payday is None:
        return _("It is paid whenever you ask for it at the shop.")
    return _("The next settlement is on {date}.").format(date=format_date(seen.payday))
