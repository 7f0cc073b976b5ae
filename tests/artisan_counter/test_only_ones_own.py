"""An artisan sees only their own: every question of the counter, asked with everything that is somebody else's.

A new question needs one line in OWN, with what it shows of one's own; one for the shop itself goes to OF_THE_SHOP.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, get_type_hints
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import sentra_pos.artisan_counter
from sentra_pos.artisan_counter.errors import NotYours
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.gone_queries import why_gone
from sentra_pos.artisan_counter.goods_queries import (
    handed_back,
    missing_and_damaged,
    moves_on,
    pieces_at_exhibitions,
    pieces_here,
    returned_by_buyers,
    sales,
)
from sentra_pos.artisan_counter.money_queries import (
    debts,
    overview,
    payouts,
    savings,
    settlement,
    settlements,
    why_line,
    why_owed,
)
from sentra_pos.artisan_counter.objection_queries import my_objections, objections, open_objections
from sentra_pos.artisan_counter.paid_queries import why_paid
from sentra_pos.artisan_counter.visitor_queries import visitors
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.ledger.models import DocumentLine, Lot
from sentra_pos.people.models import Party
from sentra_pos.settlement.figures import Figure
from sentra_pos.settlement.models import RepresentativeRow
from sentra_pos.settlement.pay_out import Representative
from tests.artisan_counter.visitors import Visitors

Query = Callable[..., Any]
#: Every question, and how many records (or parts) of one's own it must show in this shop, so that none passes by
#: showing nothing at all.
OWN: dict[Query, int] = {
    debts: 1,
    handed_back: 1,
    missing_and_damaged: 2,
    moves_on: 1,
    my_objections: 2,
    overview: 1,
    payouts: 2,
    pieces_at_exhibitions: 0,
    pieces_here: 1,
    returned_by_buyers: 1,
    sales: 3,
    savings: 0,
    settlement: 1,
    settlements: 1,
    why_gone: 1,
    why_line: 1,
    why_paid: 1,
    why_owed: 1,
}
#: Who took money for one's own side, and for the other.
TAKERS = ("Pak Joko", "Pak Darmanto")
#: What staff ask, who may see everybody.
OF_THE_SHOP = {objections, open_objections, visitors}


def every_question() -> set[Query]:
    """Every public function of the room's query modules that reads."""
    found: set[Query] = set()
    for module in pkgutil.iter_modules(sentra_pos.artisan_counter.__path__):
        if not module.name.endswith("queries"):
            continue
        loaded = importlib.import_module(f"{sentra_pos.artisan_counter.__name__}.{module.name}")
        for name, function in vars(loaded).items():
            own = inspect.isfunction(function) and function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and next(iter(inspect.signature(function).parameters), "") == "session":
                found.add(function)
    return found


def test_every_question_has_its_line_and_is_asked_with_the_session_of_the_artisan_alone() -> None:
    assert every_question() == set(OWN) | OF_THE_SHOP
    for query in OWN:
        hints = get_type_hints(query)
        first, second, *rest = inspect.signature(query).parameters
        assert (first, second, hints[second]) == ("session", "who", ArtisanSession), query
        assert PartyId not in [hints[name] for name in rest], f"{query} could be asked about somebody else"


# ------------------------------------------------------------------------------------------------ what there is to see


@pytest.fixture
def full(two: Visitors) -> Visitors:
    """A bit of everything for both, alike."""
    two.gallery.open_balances(advance=50_000)
    for party in (two.mine, two.theirs):
        two.hand_back(party)
        two.lose(party)
        two.object(two.opened(party), two.sales[party].id)
        who = Representative(name=TAKERS[party is two.theirs], relation="suami")
        paid = two.gallery.pay(two.locked[party], 40_000, to=who)
        two.object(two.opened(party), paid.id)
        two.gallery.void(paid)
    return two


def asked(query: Query, documents: list[tuple[DocumentId, int]], two: Visitors) -> Iterator[dict[str, Any]]:
    """Every way to ask it about these documents' lines."""
    hints = get_type_hints(query)
    names = list(inspect.signature(query).parameters)[2:]
    required = [name for name in names if inspect.signature(query).parameters[name].default is inspect.Parameter.empty]
    plain: dict[Any, list[Any]] = {date: [business_today(two.clock)], Figure: list(Figure)}
    if DocumentId in [hints[name] for name in required]:
        for document, line in documents:
            yield {name: document if hints[name] is DocumentId else line for name in required}
        return
    values = [plain[hints[name]] for name in required]  # a KeyError: say here which values this type has
    for chosen in itertools.product(*values):
        yield dict(zip(required, chosen, strict=True))


def lines_of_everybody(session: Session, two: Visitors) -> dict[PartyId, list[tuple[DocumentId, int]]]:
    """Each artisan's documents' lines: nobody shares one in this shop."""
    found: dict[PartyId, list[tuple[DocumentId, int]]] = {two.mine: [], two.theirs: []}
    owned = select(Lot.item_id, Lot.owner_id).where(Lot.owner_id.is_not(None))
    lots = {item: owner for item, owner in session.execute(owned)}  # noqa: C416 - rows, not pairs
    rows = session.execute(select(DocumentLine)).scalars().all()
    of_document: dict[DocumentId, PartyId] = {}
    for row in rows:
        owner = row.party_id or (lots.get(row.item_id) if row.item_id else None)
        if owner in found:
            of_document[row.document_id] = owner
    for row in rows:
        owner = of_document.get(row.document_id)
        if owner is not None:
            found[owner].append((row.document_id, row.line_no))
    return found


def marks_of(session: Session, party: PartyId, documents: list[tuple[DocumentId, int]]) -> set[object]:
    """Whatever would give the artisan away: ids, names (of who takes money for them, too), numbers, codes on tags."""
    name, code = session.execute(select(Party.name, Party.code).where(Party.id == party)).one()
    lots = session.execute(select(Lot.id, Lot.item_id).where(Lot.owner_id == party)).all()
    ids = {party, *(document for document, _line in documents), *itertools.chain.from_iterable(lots)}
    documents_of = select(RepresentativeRow.name).where(RepresentativeRow.document_id.in_(ids))
    return {name, code, *ids, *session.execute(documents_of).scalars()}


def seen_in(answer: object) -> Iterator[object]:
    """Every id and word in an answer."""
    if is_dataclass(answer) and not isinstance(answer, type):
        for each in fields(answer):
            yield from seen_in(getattr(answer, each.name))
    elif isinstance(answer, dict):
        yield from seen_in(tuple(answer.items()))
    elif isinstance(answer, list | tuple | set | frozenset):
        for part in answer:
            yield from seen_in(part)
    elif isinstance(answer, UUID) or (isinstance(answer, str) and not isinstance(answer, Enum)):
        yield answer


def gives_away(answer: object, marks: set[object]) -> list[object]:
    """What in the answer is somebody else's."""
    words = [mark for mark in marks if isinstance(mark, str)]
    return [
        part for part in seen_in(answer) if part in marks or (isinstance(part, str) and any(w in part for w in words))
    ]


def name_of(query: object) -> str:
    return str(getattr(query, "__name__", query))


def size_of(answer: object) -> int:
    return len(answer) if isinstance(answer, tuple) else 1


# --------------------------------------------------------------------------------------------------------- acceptance


@pytest.mark.parametrize("query", sorted(OWN, key=name_of), ids=name_of)
def test_nothing_of_anybody_else_is_shown(full: Visitors, query: Query) -> None:
    who = full.enter()
    with full.store.reading() as session:
        lines = lines_of_everybody(session, full)
        marks = marks_of(session, full.theirs, lines[full.theirs])
        shown = 0
        for arguments in asked(query, lines[full.mine], full):
            try:
                answer = query(session, who, **arguments)
            except NotYours:
                continue  # a line that says nothing of money
            shown = max(shown, size_of(answer))
            assert gives_away(answer, marks) == []
        assert shown >= OWN[query]
        takes_a_document = DocumentId in get_type_hints(query).values()
        for arguments in asked(query, lines[full.theirs], full) if takes_a_document else ():
            with pytest.raises(NotYours):
                query(session, who, **arguments)


def test_nobody_objects_to_a_line_of_somebody_else(full: Visitors) -> None:
    who = full.enter()
    with full.store.reading() as session:
        lines = lines_of_everybody(session, full)
    assert len(lines[full.theirs]) > 8
    for document, line in lines[full.theirs]:
        with pytest.raises(NotYours):
            full.object(who, document, line)


def test_the_test_would_notice_a_leak(full: Visitors) -> None:
    with full.store.reading() as session:
        lines = lines_of_everybody(session, full)
        marks = marks_of(session, full.theirs, lines[full.theirs])
        assert gives_away(pieces_here(session, full.opened(full.theirs)), marks)
        assert gives_away(objections(session), marks)
        assert gives_away([paid.to for paid in payouts(session, full.opened(full.theirs))], marks)
    assert gives_away(f"Titipan {full.opened(full.theirs).name}", marks)
