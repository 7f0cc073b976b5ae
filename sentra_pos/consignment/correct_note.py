"""Correct a posted note: how many came, at what price, or that a line was never ours. What is sold stays as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.change_price import ChangePrice, Consent, NewPrice, change_price
from sentra_pos.consignment.correction_lines import Corrections, count_changed, remark_changed, terms_changed
from sentra_pos.consignment.errors import CameInBefore, OnlyOne, TagSaysOtherwise, TwoPrices
from sentra_pos.consignment.lot_lineage import LotHere
from sentra_pos.consignment.note_errors import (
    CorrectionReasonMissing,
    CountBelowMissing,
    CountBelowSold,
    LineNotThere,
    NoteNotThere,
    NothingCorrected,
    NothingUnsold,
)
from sentra_pos.consignment.note_queries import came_in_on
from sentra_pos.consignment.note_rules import refuse_prices
from sentra_pos.consignment.note_standing import StandingLine, StandingNote, note_as_it_stands
from sentra_pos.consignment.spool_correction import spool_correction
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy, Draft
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.places import shop_shelf_of
from sentra_pos.stock.queries import newest_lot_seq

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCorrection:
    """What is right of one line of the note; None: as it is. A ``quantity`` of nothing: it was never ours."""

    line: int
    quantity: Quantity | None = None
    price: Rupiah | None = None
    net_price: Rupiah | None = None
    cost: Rupiah | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectNote:
    """Several lines at once, for one reason, which the artisan reads too.

    ``consents`` where a tag changes with the line: a correction is posted before anybody has signed its paper.
    """

    id: DocumentId
    by: ActedBy
    note: DocumentId
    lines: tuple[LineCorrection, ...]
    reason: str
    confirmed: frozenset[str] = frozenset()
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCorrected:
    """The correction that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(stock=True, consignment=True, catalogue=True, settlement=True, printing=True)


def correct_note(session: Session, command: CorrectNote, *, clock: Clock) -> NoteCorrected:
    """Post the correction, all or nothing; the same command again answers with the one that stands.

    Raises NoteNotThere, LineNotThere, NothingCorrected, CorrectionReasonMissing, a LineTrouble (CountBelowSold and
    NothingUnsold among them), the question TagSaysOtherwise and, where a tag changes, PriceBelowNetPrice and
    ConsentMissing.
    """
    require(session, command.by, Permission.TAKE_IN)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return NoteCorrected(id=command.id, code=header.code)
    note = note_as_it_stands(session, command.note, command.by.device)
    if note is None:
        raise NoteNotThere
    changed = _changed(note, command)
    for line, wanted in changed:
        _refuse(session, line, wanted)
    tags = _new_tags(changed)
    _ask(tags, command.confirmed)
    shelf = shop_shelf_of(session, command.by.device)
    made = Corrections(
        document=command.id, note=note, shelf=shelf, seq=newest_lot_seq(session), mint=lambda: new_id(clock)
    )
    for line, wanted in changed:
        _correct(made, line, wanted)
    if made.lots:
        session.execute(insert(Lot), made.lots)
    posted = post(session, _draft(command, made, intent, clock), clock=clock)
    _retag(session, command, note, tags, posted.code, clock)
    spool_correction(session, command.id, clock=clock)
    return NoteCorrected(id=command.id, code=posted.code)


def _draft(command: CorrectNote, made: Corrections, intent: bytes, clock: Clock) -> Draft:
    return Draft(
        id=command.id,
        kind=DocumentKind.NOTE_CORRECTION,
        by=command.by,
        business_date=business_today(clock),
        reason=one_line(command.reason),
        intent=intent,
        lines=tuple(made.lines),
        goods=tuple(made.goods),
        money=tuple(made.money),
    )


def _changed(note: StandingNote, command: CorrectNote) -> list[tuple[StandingLine, LineCorrection]]:
    """The lines that really change, each with only what changes of it."""
    lines = {line.number: line for line in note.lines}
    found: list[tuple[StandingLine, LineCorrection]] = []
    seen: set[int] = set()
    for wanted in command.lines:
        line = lines.get(wanted.line)
        if line is None or wanted.line in seen:
            raise LineNotThere
        seen.add(wanted.line)
        new = _differs(line, wanted)
        if new is not None:
            found.append((line, new))
    if not found:
        raise NothingCorrected
    if not one_line(command.reason):
        raise CorrectionReasonMissing
    return found


def _differs(line: StandingLine, wanted: LineCorrection) -> LineCorrection | None:
    def new(given: Any, known: Any) -> Any:
        return None if given is None or given == known else given

    remark = None if wanted.remark is None else one_line(wanted.remark)
    made = LineCorrection(
        line=wanted.line,
        quantity=new(wanted.quantity, line.brought),
        price=new(wanted.price, line.price),
        net_price=new(wanted.net_price, line.net_price),
        cost=new(wanted.cost, line.cost),
        remark=new(remark, line.remark),
    )
    if made.quantity == NONE:
        # What never was here has no price to correct.
        made = LineCorrection(line=wanted.line, quantity=NONE)
    return None if made == LineCorrection(line=wanted.line) else made


def _has_terms(wanted: LineCorrection) -> bool:
    return (wanted.price, wanted.net_price, wanted.cost) != (None, None, None)


def _refuse(session: Session, line: StandingLine, wanted: LineCorrection) -> None:
    number, name = line.number, line.name
    count = line.brought if wanted.quantity is None else wanted.quantity
    if count < min(line.least, line.brought):
        kind = CountBelowMissing if line.missing else CountBelowSold
        here, missing, least = line.here.units, line.missing.units, line.least.units
        raise kind(line=number, item=name, here=here, missing=missing, least=least)
    if line.kind is ItemKind.UNIQUE and count > ONE:
        raise OnlyOne(line=number, item=name)
    if line.kind is ItemKind.UNIQUE and count > line.brought:
        before = came_in_on(session, (line.item,)).get(line.item)
        if before is not None:
            raise CameInBefore(line=number, item=name, note=before)
    if not _has_terms(wanted):
        return
    if count - _stays(line, count) < ONE:
        raise NothingUnsold(line=number, item=name)
    assert line.agreement is not None
    newest = line.lots[-1]
    price, net_price = _either(wanted.price, line.price), _either(wanted.net_price, line.net_price)
    cost = _either(wanted.cost, line.cost)
    refuse_prices(number, name, price, net_price, cost, line.agreement, about=line.item, category=newest.category)
    for lot, right in _to_correct(line, wanted):
        terms = line.terms_of(lot)
        assert terms is not None
        prices = right.price, right.net_price, right.cost
        refuse_prices(number, name, *prices, terms, about=line.item, category=lot.category)


def _stays(line: StandingLine, count: Quantity) -> Quantity:
    """What keeps its terms once the count is right: of the missing, those that never came are gone from it."""
    return line.stays - min(max(line.brought - count, NONE), line.missing)


def _new_tags(changed: list[tuple[StandingLine, LineCorrection]]) -> dict[ItemId, tuple[str, Rupiah, Rupiah]]:
    """The tags that would change: name, what they say, what they would say."""
    tags: dict[ItemId, tuple[str, Rupiah, Rupiah]] = {}
    for line, wanted in changed:
        if wanted.price is None:
            continue
        other = tags.get(line.item)
        if other is not None and other[2] != wanted.price:
            prices = {"other": format_rupiah(other[2]), "price": format_rupiah(wanted.price)}
            raise TwoPrices(line=line.number, item=line.name, **prices)
        tags[line.item] = (line.name, line.tag, wanted.price)
    return {item: tag for item, tag in tags.items() if tag[1] != tag[2]}


def _ask(tags: dict[ItemId, tuple[str, Rupiah, Rupiah]], confirmed: frozenset[str]) -> None:
    """A tag has one price: what else lies here of the item is sold at the new one too, so that is asked."""
    if not tags or TagSaysOtherwise.key in confirmed:
        return
    sentence = _("{item}: {tag} on the tag, {price} on the note")
    told = [
        sentence.format(item=name, tag=format_rupiah(old), price=format_rupiah(new)) for name, old, new in tags.values()
    ]
    raise TagSaysOtherwise(tags="\n".join(told))


def _correct(made: Corrections, line: StandingLine, wanted: LineCorrection) -> None:
    """Count first, so that pieces which were forgotten come under the right terms with the others."""
    if wanted.quantity is not None:
        line = count_changed(made, line, wanted.quantity)
    if _has_terms(wanted):
        changing = _to_correct(line, wanted)
        if not changing:
            raise NothingUnsold(line=line.number, item=line.name)
        for lot, right in changing:
            terms_changed(made, line, lot, right)
    if wanted.remark is not None:
        remark_changed(made, line, wanted.remark)


def _to_correct(line: StandingLine, wanted: LineCorrection) -> list[tuple[LotHere, LotHere]]:
    """The lots that something lies of, each with itself as it should be; no net price where its terms ask for none."""
    found = []
    for lot in line.lots:
        right = replace(
            lot,
            price=_either(wanted.price, lot.price),
            net_price=None if lot.net_price is None else _either(wanted.net_price, lot.net_price),
            cost=_either(wanted.cost, lot.cost),
        )
        if lot.quantity > NONE and right != lot:
            found.append((lot, right))
    return found


def _either(right: T | None, known: T) -> T:
    """Nothing at all is said by None; zero is said, and refused."""
    return known if right is None else right


def _retag(
    session: Session,
    command: CorrectNote,
    note: StandingNote,
    tags: dict[ItemId, tuple[str, Rupiah, Rupiah]],
    code: str,
    clock: Clock,
) -> None:
    if not tags:
        return
    change = ChangePrice(
        id=DocumentId(new_id(clock)),
        by=command.by,
        prices=tuple(NewPrice(item=item, price=new) for item, (_name, _old, new) in tags.items()),
        reason=_("Correction {code} of note {note}").format(code=code, note=note.code),
        consents=command.consents,
    )
    change_price(session, change, clock=clock)
