"""Move goods that are still here to another version of their artisan's terms, with the artisan's consent.

Lots never change. Each goes where it lies to ownership, and a lot of the same goods under the new terms comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.consignment.change_price import Consent
from sentra_pos.consignment.errors import NotAnArtisan
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.queries import agreement_by_id, consignor
from sentra_pos.consignment.rules import Agreement, describe, needs_net_price, share_at_list
from sentra_pos.consignment.terms_errors import (
    MovedAlready,
    MovedNetPriceAbovePrice,
    MovedNetPriceMissing,
    MovedNetPriceNotAgreed,
    MovedTwice,
    NoConsent,
    NothingMoved,
    NothingOfItHere,
    OutrightGoods,
    OutrightTerms,
    SomebodyElsesGoods,
    SomebodyElsesTerms,
    TermsNotBegun,
)
from sentra_pos.consignment.terms_queries import MovableLot, movable_lots
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, LotId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_date, format_rupiah
from sentra_pos.ledger.draft import ActedBy, Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.arrivals import ARRIVED
from sentra_pos.stock.places import OWNERSHIP
from sentra_pos.stock.queries import newest_lot_seq


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLot:
    """A lot to move. ``net_price`` where the new terms need one; the one it has stays unless another is given."""

    lot: LotId
    net_price: Rupiah | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTerms:
    """What is left here of these lots, damaged pieces apart, goes under ``terms``: another version of the artisan's."""

    id: DocumentId
    by: ActedBy
    party: PartyId
    terms: AgreementId
    lots: tuple[MovedLot, ...]
    consent: Consent | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsMoved:
    """The document that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(stock=True, consignment=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moving:
    """One lot on its way: what it was, under which terms, and what it becomes."""

    number: int
    old: MovableLot
    before: Agreement
    new: LotId
    net_price: Rupiah | None


def move_terms(session: Session, command: MoveTerms, *, clock: Clock) -> TermsMoved:
    """Post the document; what was sold before keeps the terms it was sold under.

    Raises a TermsMoveTrouble where terms, lots, net prices or the consent do not allow it.
    """
    require(session, command.by, Permission.MANAGE_AGREEMENTS)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return TermsMoved(id=command.id, code=header.code)
    terms, consent = _terms(session, command, clock)
    moving = _moving(session, command, terms, clock)
    first = newest_lot_seq(session)
    session.execute(insert(Lot), [_row(command.id, terms, each, first + each.number) for each in moving])
    draft = Draft(
        id=command.id,
        kind=DocumentKind.TERMS_MOVE,
        by=command.by,
        business_date=business_today(clock),
        reason=one_line(command.reason),
        intent=intent,
        lines=tuple(_line(each, terms, consent) for each in moving),
        goods=tuple(move for each in moving for move in _goods(each)),
    )
    posted = post(session, draft, clock=clock)
    return TermsMoved(id=command.id, code=posted.code)


def _terms(session: Session, command: MoveTerms, clock: Clock) -> tuple[Agreement, Consent]:
    """The version to move to, once it is clear that anything could be moved."""
    if consignor(session, command.party) is None:
        raise NotAnArtisan
    terms = agreement_by_id(session, command.terms)
    if terms is None or terms.party != command.party:
        raise SomebodyElsesTerms
    if terms.scheme is Scheme.OUTRIGHT:
        raise OutrightTerms
    if terms.valid_from > business_today(clock):
        raise TermsNotBegun(version=terms.version, date=format_date(terms.valid_from))
    if not command.lots:
        raise NothingMoved
    if command.consent is None or command.consent.party != command.party:
        raise NoConsent
    return terms, command.consent


def _moving(session: Session, command: MoveTerms, terms: Agreement, clock: Clock) -> tuple[_Moving, ...]:
    """The oldest first, so that among themselves they are sold in the order they came in."""
    lots = movable_lots(session, [each.lot for each in command.lots], command.by.device)
    wanted = {each.lot: _net_price(each, terms, _checked(each, command, terms, lots)) for each in command.lots}
    if len(wanted) < len(command.lots):
        raise MovedTwice
    terms_of: dict[AgreementId, Agreement] = {}
    moving = []
    for number, old in enumerate(sorted((lots[lot] for lot in wanted), key=lambda each: each.seq), start=1):
        assert old.agreement is not None, "consigned goods are under an agreement"
        before = terms_of.get(old.agreement) or agreement_by_id(session, old.agreement)
        assert before is not None
        terms_of[old.agreement] = before
        new = LotId(new_id(clock))
        moving.append(_Moving(number=number, old=old, before=before, new=new, net_price=wanted[old.lot]))
    return tuple(moving)


def _checked(each: MovedLot, command: MoveTerms, terms: Agreement, lots: Mapping[LotId, MovableLot]) -> MovableLot:
    lot = lots.get(each.lot)
    if lot is None:
        raise SomebodyElsesGoods
    if lot.owner is None:
        raise OutrightGoods(item=lot.name)
    if lot.owner != command.party:
        raise SomebodyElsesGoods
    if lot.agreement == terms.id:
        raise MovedAlready(item=lot.name, version=terms.version)
    if not lot.places:
        raise NothingOfItHere(item=lot.name)
    return lot


def _net_price(each: MovedLot, terms: Agreement, lot: MovableLot) -> Rupiah | None:
    """What the artisan gets of a piece under a net price; None where the terms need none."""
    if not needs_net_price(terms, item=lot.item, category=lot.category):
        if each.net_price is not None:
            raise MovedNetPriceNotAgreed(item=lot.name, terms=describe(terms))
        return None
    net = each.net_price if each.net_price is not None else lot.net_price
    if net is None or net <= ZERO:
        raise MovedNetPriceMissing(item=lot.name)
    if net > lot.tag:
        raise MovedNetPriceAbovePrice(item=lot.name, net=format_rupiah(net), price=format_rupiah(lot.tag))
    return net


def _row(document: DocumentId, terms: Agreement, each: _Moving, seq: int) -> dict[str, Any]:
    return {
        "id": each.new,
        "seq": seq,
        "item_id": each.old.item,
        "owner_id": each.old.owner,
        "agreement_id": terms.id,
        "document_id": document,
        "line_no": each.number,
        "price": each.old.price,
        "net_price": each.net_price,
        "cost": None,
        "category": each.old.category,
    }


def _line(each: _Moving, terms: Agreement, consent: Consent) -> Line:
    """The line with all that its paper says; shares are for one piece at what its tag says today."""
    old = each.old
    share_before = share_at_list(each.before, old.tag, old.net_price, item=old.item, category=old.category)
    share = share_at_list(terms, old.tag, each.net_price, item=old.item, category=old.category)
    return Line(
        number=each.number,
        kind=LineKind.NEW_TERMS,
        text=old.name,
        item=old.item,
        lot=each.new,
        party=old.owner,
        quantity=old.quantity,
        price=old.price,
        details={
            "agreement": str(terms.id),
            "before": str(each.before.id),
            "old_lot": str(old.lot),
            ARRIVED: old.arrived.isoformat(),
            "code": old.code,
            "size": old.size,
            "category": old.category,
            "tag": old.tag.amount,
            "share_before": share_before.amount,
            "share": share.amount,
            "consent": [{"by": str(consent.party), "how": consent.way.value}],
        },
    )


def _goods(each: _Moving) -> tuple[GoodsMove, ...]:
    """Out of the old terms and in under the new ones, wherever it lies."""
    number = each.number
    return tuple(
        move
        for place, quantity in each.old.places
        for move in (
            GoodsMove(line=number, lot=each.old.lot, source=place, target=OWNERSHIP, quantity=quantity),
            GoodsMove(line=number, lot=each.new, source=OWNERSHIP, target=place, quantity=quantity),
        )
    )
