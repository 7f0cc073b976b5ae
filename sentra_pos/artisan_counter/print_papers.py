"""Put a card, or what an artisan takes home from a visit, into the spool of the receipt printer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.enter_counter import require_still
from sentra_pos.artisan_counter.errors import NoPrinterHere
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.give_card import CardGiven, GiveCard, give_card
from sentra_pos.artisan_counter.goods_queries import sales
from sentra_pos.artisan_counter.money_queries import overview, settlement, settlements
from sentra_pos.artisan_counter.papers import card_slip, overview_slip
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today, local
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.printing.blocks import Slip
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue
from sentra_pos.settlement.slip import statement_slip


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintCard:
    """``id`` is this wish's own: the same again is one slip."""

    id: UUID
    by: ActedBy
    party: PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOverview:
    id: UUID
    artisan: ArtisanSession


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintMyStatement:
    id: UUID
    artisan: ArtisanSession
    settlement: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSpooled:
    title: str
    changes: Changes = Changes(printing=True)


def print_card(session: Session, command: PrintCard, *, clock: Clock) -> CardGiven:
    """The card that stands, or the first one, as a slip. Raises NoPrinterHere and what ``give_card`` raises."""
    card = give_card(session, GiveCard(by=command.by, party=command.party), clock=clock)
    _spool(session, command.id, card.name, card_slip(card, _shop(session)), clock)
    return card


def print_overview(session: Session, command: PrintOverview, *, clock: Clock) -> PaperSpooled:
    """The artisan's own figures on a slip. Raises NoPrinterHere, and NotAllowed where staff opened it and may not."""
    who = command.artisan
    require_still(session, who)
    today = business_today(clock)
    slip = overview_slip(
        who,
        overview(session, who, today),
        sales(session, who, today),
        settlements(session, who),
        _shop(session),
        local(clock.now(), clock.zone),
    )
    _spool(session, command.id, who.name, slip, clock)
    return PaperSpooled(title=who.name)


def print_my_statement(session: Session, command: PrintMyStatement, *, clock: Clock) -> PaperSpooled:
    """The one-page statement of one of the artisan's settlements. Raises NotYours, NoPrinterHere, NotAllowed."""
    require_still(session, command.artisan)
    found = settlement(session, command.artisan, command.settlement)
    _spool(session, command.id, found.code, statement_slip(found, _shop(session), clock.zone), clock)
    return PaperSpooled(title=found.code)


def _spool(session: Session, wish: UUID, title: str, slip: Slip, clock: Clock) -> None:
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        raise NoPrinterHere
    enqueue(
        session, printer_id=printer.id, kind=JobKind.RECEIPT, subject=str(wish), title=title, slip=slip, clock=clock
    )


def _shop(session: Session) -> str:
    return str(get_setting(session, SHOP_NAME, ""))
