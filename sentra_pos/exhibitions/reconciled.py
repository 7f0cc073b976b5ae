"""What is still open of an exhibition: goods that are not home, cash not handed over, returns and late papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.db.types import QuantityType
from sentra_pos.exhibitions.crossed import crossed, lacking_on, missing_from
from sentra_pos.exhibitions.facts import LateState
from sentra_pos.exhibitions.home_book import StandBook, cash_there, ended_stands, every_stand, lots_there, stands_of
from sentra_pos.exhibitions.laptop_stretches import open_returns
from sentra_pos.exhibitions.models import LateDocumentRow
from sentra_pos.exhibitions.stage_queries import exhibition_row
from sentra_pos.exhibitions.unidentified import unidentified
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.models import StockBalance
from sentra_pos.ledger.queries import balance_of


class OpenEnd(StrEnum):
    """What keeps an exhibition from being reconciled."""

    NOT_ENDED = "not_ended"
    LATE_DOCUMENTS = "late_documents"
    ON_THE_ROAD = "on_the_road"
    HOME_BEFORE = "home_before"
    GOODS_THERE = "goods_there"
    SOLD_UNLISTED = "sold_unlisted"
    CASH_THERE = "cash_there"
    RETURNS_OPEN = "returns_open"
    UNIDENTIFIED = "unidentified"


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpen:
    """One of them, at one stand: so many pieces or papers, or so much cash."""

    what: OpenEnd
    stand: UUID
    stand_name: str
    count: int = 0
    amount: Rupiah = ZERO


_WORDS = {
    OpenEnd.NOT_ENDED: N_("{stand} has not ended yet: add its last file, or end it"),
    OpenEnd.CASH_THERE: N_("{stand}: {amount} were not handed over yet"),
}


def open_words(each: StillOpen) -> str:
    """What is open, and what to do about it, in a few words."""
    if each.what in _WORDS:
        return _(_WORDS[each.what]).format(stand=each.stand_name, amount=format_rupiah(each.amount))
    return _counted(each).format(stand=each.stand_name, count=format_number(each.count))


def _counted(each: StillOpen) -> str:
    match each.what:
        case OpenEnd.GOODS_THERE:
            return ngettext(
                "{stand}: {count} piece has not come home", "{stand}: {count} pieces have not come home", each.count
            )
        case OpenEnd.ON_THE_ROAD:
            return ngettext(
                "{stand}: {count} piece is still on its road",
                "{stand}: {count} pieces are still on its road",
                each.count,
            )
        case OpenEnd.HOME_BEFORE:
            return ngettext(
                "{stand}: {count} piece was home before its late papers came: take the goods back once more",
                "{stand}: {count} pieces were home before its late papers came: take the goods back once more",
                each.count,
            )
        case OpenEnd.SOLD_UNLISTED:
            return ngettext(
                "{stand}: {count} piece was sold that is on no list",
                "{stand}: {count} pieces were sold that are on no list",
                each.count,
            )
        case OpenEnd.UNIDENTIFIED:
            return ngettext(
                "{stand}: {count} piece was sold of whom nobody has said whose it was",
                "{stand}: {count} pieces were sold of whom nobody has said whose they were",
                each.count,
            )
        case OpenEnd.LATE_DOCUMENTS:
            return ngettext(
                "{stand}: {count} document came too late and waits for a decision",
                "{stand}: {count} documents came too late and wait for a decision",
                each.count,
            )
    return ngettext(
        "{stand}: {count} return waits for its sale to be found",
        "{stand}: {count} returns wait for their sales to be found",
        each.count,
    )


def reconciled(session: Session, exhibition: UUID, today: date) -> tuple[StillOpen, ...]:
    """What is still open, in the order in which it is best done; nothing at all once all of it is home.

    Raises NoSuchExhibition.
    """
    exhibition_row(session, exhibition)
    return _open_ends(session, stands_of(session, exhibition), today)


def open_ends(session: Session, today: date) -> dict[UUID, tuple[StillOpen, ...]]:
    """The same of every exhibition that has anything open."""
    found: defaultdict[UUID, list[StillOpen]] = defaultdict(list)
    stands = every_stand(session)
    whose = {stand.id: stand.exhibition for stand in stands}
    for each in _open_ends(session, stands, today):
        found[whose[each.stand]].append(each)
    return {exhibition: tuple(ends) for exhibition, ends in found.items()}


def _open_ends(session: Session, stands: Sequence[StandBook], today: date) -> tuple[StillOpen, ...]:
    loaded, ended = _ever_full(session, stands), ended_stands(session)
    lacking = lacking_on(session, (stand.road for stand in stands))
    lying = _lying(session, stands)
    late, returns, unknown = _late(session), open_returns(session), unidentified(session)
    newest = _newest_on(every_stand(session))
    found: list[StillOpen] = []
    for stand in stands:
        if stand.place not in loaded and stand.road not in loaded:
            continue
        its_own = stand.has_own_drawer and newest[stand.device] == stand.id
        more, less = _both(lying, (stand.place, stand.quarantine))
        home = _home_before(session, stand) if stand.road in lacking else 0
        said = (
            (OpenEnd.NOT_ENDED, int(stand.id not in ended and (stand.has_own_drawer or today <= stand.ends))),
            (OpenEnd.LATE_DOCUMENTS, late.get(stand.device, 0) if its_own else 0),
            (OpenEnd.ON_THE_ROAD, sum(_both(lying, (stand.road,))) - home),
            (OpenEnd.HOME_BEFORE, home),
            (OpenEnd.GOODS_THERE, more - home),
            (OpenEnd.SOLD_UNLISTED, less),
        )
        found += (_open(stand, what, count) for what, count in said if count)
        cash = cash_there(session, stand) if its_own else ZERO
        if cash or (its_own and _cash_crosses(session, stand)):
            found.append(_open(stand, OpenEnd.CASH_THERE, 0, cash))
        if returns[stand.id]:
            found.append(_open(stand, OpenEnd.RETURNS_OPEN, returns[stand.id]))
        if unknown[stand.id]:
            found.append(_open(stand, OpenEnd.UNIDENTIFIED, unknown[stand.id]))
    return tuple(found)


def _open(stand: StandBook, what: OpenEnd, count: int, amount: Rupiah = ZERO) -> StillOpen:
    return StillOpen(what=what, stand=stand.id, stand_name=stand.name, count=count, amount=amount)


def _ever_full(session: Session, stands: Iterable[StandBook]) -> frozenset[PlaceId]:
    """Places where anything ever lay: a stand that nothing was sent to has nothing to bring home."""
    places = [place for stand in stands for place in stand.places]
    wanted = select(StockBalance.place_id).where(StockBalance.place_id.in_(places)).distinct()
    return frozenset(session.execute(wanted).scalars())


_Lying = dict[PlaceId, tuple[int, int]]


def _lying(session: Session, stands: Iterable[StandBook]) -> _Lying:
    """Per place how many pieces the book has there, and how many are below zero."""
    places = [place for stand in stands for place in stand.places]
    there = StockBalance.quantity > NONE
    rows = session.execute(
        select(StockBalance.place_id, there, func.sum(StockBalance.quantity, type_=QuantityType()))
        .where(StockBalance.place_id.in_(places), StockBalance.quantity != NONE)
        .group_by(StockBalance.place_id, there)
    )
    found: _Lying = {}
    for place, positive, quantity in rows:
        more, less = found.get(place, (0, 0))
        found[place] = (more + quantity.units, less) if positive else (more, less - quantity.units)
    return found


def _home_before(session: Session, stand: StandBook) -> int:
    there = (each for lots in lots_there(session, stand).values() for each in lots)
    return sum(each.units for each in crossed(there, stand.road, missing_from(session, stand.places)))


def _both(lying: _Lying, places: Iterable[PlaceId]) -> tuple[int, int]:
    found = [lying.get(place, (0, 0)) for place in places]
    return sum(more for more, _less in found), sum(less for _more, less in found)


def _newest_on(stands: Iterable[StandBook]) -> dict[DeviceId, UUID]:
    """Each device's newest stand: a laptop goes nowhere else before its cash is home, so what it has is of that one."""
    newest: dict[DeviceId, StandBook] = {}
    for stand in stands:
        before = newest.get(stand.device)
        newest[stand.device] = stand if before is None or before.place < stand.place else before
    return {device: stand.id for device, stand in newest.items()}


def _cash_crosses(session: Session, stand: StandBook) -> bool:
    """Whether what is short in the drawer hides what is still on the road."""
    return bool(balance_of(session, Account(AccountKind.DRAWER, device=stand.device)))


def _late(session: Session) -> dict[DeviceId, int]:
    rows = session.execute(
        select(LateDocumentRow.device_id, func.count())
        .where(LateDocumentRow.state == LateState.WAITING)
        .group_by(LateDocumentRow.device_id)
    )
    return {row[0]: row[1] for row in rows}
