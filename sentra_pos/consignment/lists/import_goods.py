"""Import a goods list: items, motifs and groups of sizes, and one opening note per artisan for what is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.add_motif import AddMotif, AddMotifAlias, add_motif, add_motif_alias
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.lists.import_queries import known_items, known_motifs, remember_names
from sentra_pos.consignment.lists.plan_import import (
    ImportAnswers,
    ImportPlan,
    PlannedRow,
    RowState,
    pieces_of,
    plan_import,
)
from sentra_pos.consignment.lists.records import GoodsList
from sentra_pos.consignment.lists.trouble import ListNotReady
from sentra_pos.consignment.take_in import NoteTaken, TakeIn, TakeInLine, take_in
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, GroupId, ItemId, PartyId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import fold
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportGoods:
    """``business_date`` is that of the opening notes; ``only_what_is_right`` leaves problems and open questions out."""

    by: ActedBy
    goods: GoodsList
    answers: ImportAnswers
    business_date: date
    only_what_is_right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsImported:
    """What came in, and the plan that was followed: its other rows changed nothing."""

    items: int
    pieces: Quantity
    notes: tuple[NoteTaken, ...]
    plan: ImportPlan
    changes: Changes


def import_goods(session: Session, command: ImportGoods, *, clock: Clock) -> GoodsImported:
    """Bring in the new rows of a list, together or not at all; the same list again changes nothing.

    Raises ListNotReady while a row is a problem or unanswered, unless only what is right was asked for.
    """
    require(session, command.by, Permission.IMPORT)
    plan = plan_import(session, command.goods, command.answers, on_date=command.business_date)
    if not (plan.ready or command.only_what_is_right):
        raise ListNotReady(problems=plan.problems, questions=len(plan.who) + len(plan.shares))
    remember_names(session, {fold(name): party for name, party in command.answers.who.items()})
    new = plan.of(RowState.NEW)
    if not new:
        return GoodsImported(items=0, pieces=Quantity(0), notes=(), plan=plan, changes=NOTHING)
    items = _add_items(session, command, new, clock)
    notes = tuple(_opening_notes(session, command, new, items, clock))
    pieces = pieces_of(new)
    said = {"items": len(new), "pieces": pieces.units, "notes": [note.code for note in notes]}
    record_event(
        session,
        EventKind.STOCK_IMPORTED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details=said,
    )
    bought = any(planned.scheme is Scheme.OUTRIGHT for planned in new)
    changes = Changes(stock=True, catalogue=True, consignment=True, settlement=bought)
    return GoodsImported(items=len(new), pieces=pieces, notes=notes, plan=plan, changes=changes)


def _add_items(session: Session, command: ImportGoods, rows: tuple[PlannedRow, ...], clock: Clock) -> dict[str, ItemId]:
    groups = _groups(session, rows, clock)
    motifs = _MotifNames(session, command.by, clock)
    added: dict[str, ItemId] = {}
    for planned in rows:
        row = planned.row
        assert row.price is not None
        item = AddItem(
            id=ItemId(new_id(clock)),
            by=command.by,
            name=row.name,
            price=row.price,
            kind=row.kind,
            technique=row.technique,
            dye=row.dye,
            category=row.category,
            cloth=row.cloth,
            size=row.size.text,
            length_cm=row.size.length_cm,
            width_cm=row.size.width_cm,
            motif=motifs.usual(row.motif),
            group=groups.get(planned.group_key),
            group_name=row.name,
            maker=planned.party.id if planned.party is not None else None,
            makers_code=row.code,
            remark=row.remark,
            import_key=planned.key,
        )
        added[planned.key] = add_item(session, item, clock=clock).id
    return added


def _groups(session: Session, rows: tuple[PlannedRow, ...], clock: Clock) -> dict[str, GroupId]:
    """A group for each thing that comes in several sizes; a further size joins the group that stands."""
    known = [item for item in known_items(session) if item.key and item.group is not None]
    standing = {item.key.rpartition("|")[0]: item.group for item in known if item.group is not None}
    sizes: defaultdict[str, int] = defaultdict(int)
    for planned in rows:
        sizes[planned.group_key] += 1
    fresh = {key: GroupId(new_id(clock)) for key, count in sizes.items() if count > 1 and key not in standing}
    return {**standing, **fresh}


class _MotifNames:
    """Spellings that differ only by blanks are one motif (Kororenteng, Koro Renteng); the other becomes an alias."""

    def __init__(self, session: Session, by: ActedBy, clock: Clock) -> None:
        self._session, self._by, self._clock = session, by, clock
        motifs = known_motifs(session)
        self._known = {_squeezed(motif.spelling): (motif.id, motif.name) for motif in motifs}
        self._spellings = {fold(motif.spelling) for motif in motifs}

    def usual(self, written: str) -> str:
        """The name under which the motif is kept; a motif of a new name is entered."""
        squeezed = _squeezed(written)
        if not squeezed:
            return ""
        if squeezed not in self._known:
            added = add_motif(self._session, AddMotif(by=self._by, name=written), clock=self._clock)
            self._known[squeezed] = (added.id, added.name)
        elif fold(written) not in self._spellings:
            alias = AddMotifAlias(by=self._by, motif=self._known[squeezed][0], name=written)
            add_motif_alias(self._session, alias, clock=self._clock)
        self._spellings.add(fold(written))
        return self._known[squeezed][1]


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


def _opening_notes(
    session: Session, command: ImportGoods, rows: Iterable[PlannedRow], items: dict[str, ItemId], clock: Clock
) -> Iterable[NoteTaken]:
    by_party: defaultdict[PartyId, list[PlannedRow]] = defaultdict(list)
    for planned in rows:
        if planned.row.kind is not ItemKind.SERVICE and planned.row.count and planned.party is not None:
            by_party[planned.party.id].append(planned)
    for party, brought in by_party.items():
        note = TakeIn(
            id=DocumentId(new_id(clock)),
            by=command.by,
            party=party,
            business_date=command.business_date,
            lines=tuple(_line(planned, items[planned.key]) for planned in brought),
            remark=_("Opening stock"),
        )
        yield take_in(session, note, clock=clock)


def _line(planned: PlannedRow, item: ItemId) -> TakeInLine:
    row = planned.row
    assert row.count is not None
    assert row.price is not None
    return TakeInLine(
        item=item,
        quantity=row.count,
        price=row.price,
        net_price=planned.due if planned.scheme is Scheme.NET_PRICE else None,
        cost=planned.due if planned.scheme is Scheme.OUTRIGHT else None,
        remark=row.remark,
    )
