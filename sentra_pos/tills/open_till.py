"""Open the till with a float."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today, local
from sentra_pos.core.ids import DeviceId, DocumentId, ShiftId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.words import format_rupiah, format_time
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, is_a_stand, require
from sentra_pos.stock.places import kind_of, selling_from, shelf_of
from sentra_pos.tills.denominations import Denominations, check_count, kept_denominations
from sentra_pos.tills.errors import ChangeComesWithGoods, MoreThanCounted, NotACount, TillAlreadyOpen
from sentra_pos.tills.queries import OPENED_AT, drawer_of, open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTill:
    """``counted`` is the money in the drawer as the day begins; ``added`` the part of it put in just now.

    ``denominations``, where they were counted, come to ``counted``.

    What was added comes out of the safe as far as the safe's book reaches, the rest is the owner's capital. Counted
    and not explained by the last closing and what was added is the opening's own variance (over/short).
    """

    id: DocumentId
    by: ActedBy
    counted: Rupiah
    added: Rupiah
    denominations: Denominations | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TillOpened:
    """The shift that began."""

    shift: ShiftId
    code: str
    variance: Rupiah
    changes: Changes = Changes(till=True)


def open_till(session: Session, command: OpenTill, *, clock: Clock) -> TillOpened:
    """Begin a shift; one at a time on a till. Idempotent by id.

    At a stand nothing is added: its change came with its goods; and one that has ended is not opened again. Raises
    TillAlreadyOpen, StandHasEnded, NotACount, CountDiffers, MoreThanCounted, ChangeComesWithGoods.
    """
    require(session, command.by, Permission.OPEN_TILL)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        (line,) = lines_of(session, command.id)
        variance = Rupiah(int(line.details["variance"]))
        return TillOpened(shift=ShiftId(command.id), code=before.code, variance=variance)
    shift = open_shift(session, command.by.device)
    if shift is not None:
        raise TillAlreadyOpen(since=format_time(local(shift.opened_at, clock.zone)))
    if is_a_stand(session):
        selling_from(session, command.by.device)
    check_count(command.counted, command.denominations)
    if command.added < ZERO:
        raise NotACount
    if command.added and is_a_stand(session):
        raise ChangeComesWithGoods
    if command.added > command.counted:
        raise MoreThanCounted(counted=format_rupiah(command.counted))
    drawer = drawer_of(command.by.device)
    variance = command.counted - command.added - balance_of(session, drawer)
    safe, capital = Account(AccountKind.SAFE), Account(AccountKind.CAPITAL)
    from_safe = min(command.added, max(balance_of(session, safe), ZERO))
    draft = Draft(
        id=command.id,
        kind=DocumentKind.TILL_OPENING,
        by=command.by,
        intent=intent,
        business_date=business_today(clock),
        shift=ShiftId(command.id),
        lines=(
            Line(
                number=1,
                kind=LineKind.COUNTED_CASH,
                amount=command.counted,
                details={
                    "added": command.added.amount,
                    "variance": variance.amount,
                    **kept_denominations(command.denominations),
                    **_place(session, command.by.device),
                },
            ),
        ),
        money=(
            *money_move(1, drawer, CLEARING, command.added),
            *money_move(1, CLEARING, safe, from_safe),
            *money_move(1, CLEARING, capital, command.added - from_safe),
            *money_move(1, drawer, CLEARING, variance),
            *money_move(1, CLEARING, Account(AccountKind.OVER_SHORT), variance),
        ),
    )
    posted = post(session, draft, clock=clock)
    return TillOpened(shift=ShiftId(command.id), code=posted.code, variance=variance)


def _place(session: Session, device: DeviceId) -> dict[str, object]:
    """The stand whose shift it is: a service that is sold there moves no goods that would say so."""
    place = shelf_of(session, device)
    return {OPENED_AT: str(place)} if kind_of(session, place) is PlaceKind.STAND else {}
