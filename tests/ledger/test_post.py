"""The one door into the book: what it refuses, how it numbers and chains, and that nobody changes what went through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.models import ArtisanCard
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.models import AgreementRateRow
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, LotId, ObjectionId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, ONE
from sentra_pos.db.append_only import append_only_tables
from sentra_pos.db.engine import Store
from sentra_pos.db.tables import all_tables
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.models import ExhibitionRow, HomecomingRow, StandRow
from sentra_pos.ledger.draft import (
    CLEARING,
    Account,
    Allocation,
    Draft,
    GoodsMove,
    Line,
    MoneyMove,
    money_move,
)
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, EventKind, LineKind
from sentra_pos.ledger.models import ChainHead, DeviceEpoch, Document, Event
from sentra_pos.ledger.open_epoch import open_epoch
from sentra_pos.ledger.post import AmountTooLarge, BookBroken, post
from sentra_pos.ledger.queries import balance_of, header_of
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.models import Objection, ObjectionAnswer
from sentra_pos.settlement.deduction_rules import PlanWay, Savings
from sentra_pos.settlement.models import RecoveryPlanRow
from sentra_pos.stock.places import WITH_ARTISAN
from tests.factories import Founded, add_agreement, add_artisan, add_item, consign, found_a_shop

_SAFE, _CAPITAL = Account(AccountKind.SAFE), Account(AccountKind.CAPITAL)


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


def _opening(founded: Founded, clock: FixedClock, amount: int = 500_000) -> Draft:
    """Money in the safe that the owner brought."""
    return Draft(
        id=DocumentId(new_id(clock)),
        kind=DocumentKind.OPENING_BALANCES,
        by=founded.by,
        business_date=business_today(clock),
        lines=(Line(number=1, kind=LineKind.BALANCE, amount=Rupiah(amount)),),
        money=(
            *money_move(1, _SAFE, CLEARING, Rupiah(amount)),
            *money_move(1, CLEARING, _CAPITAL, Rupiah(amount)),
        ),
    )


def _allocation(lot: LotId) -> Allocation:
    return Allocation(
        line=1,
        lot=lot,
        quantity=ONE,
        list_amount=Rupiah(100),
        discount=ZERO,
        share=Rupiah(85),
        shop_part=Rupiah(15),
    )


def test_a_document_moves_its_money_and_the_balances_with_it(store: Store, clock: FixedClock, founded: Founded) -> None:
    with store.writing() as session:
        posted = post(session, _opening(founded, clock), clock=clock)
    with store.reading() as session:
        balances = [balance_of(session, account).amount for account in (_SAFE, _CAPITAL, CLEARING)]
    assert (posted.code, posted.seq) == ("S1-000001", 1)
    assert balances == [500_000, -500_000, 0]
    assert examine(store.path) == ()


def test_a_draft_that_leaves_money_in_clearing_is_a_bug_and_posts_nothing(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    whole = _opening(founded, clock)
    with pytest.raises(BookBroken, match="clearing"), store.writing() as session:
        post(session, replace(whole, money=whole.money[:1]), clock=clock)
    with store.reading() as session:
        assert header_of(session, whole.id) is None
    assert examine(store.path) == ()


@pytest.mark.parametrize("amount", [ZERO, Rupiah(-5)], ids=["nothing", "less than nothing"])
def test_a_money_move_of_nothing_is_a_bug(store: Store, clock: FixedClock, founded: Founded, amount: Rupiah) -> None:
    move = MoneyMove(line=1, debit=_SAFE, credit=CLEARING, amount=amount)
    with pytest.raises(BookBroken), store.writing() as session:
        post(session, replace(_opening(founded, clock), money=(move,)), clock=clock)


def test_a_goods_move_of_nothing_is_a_bug(store: Store, clock: FixedClock, founded: Founded) -> None:
    move = GoodsMove(line=1, lot=LotId(new_id(clock)), source=WITH_ARTISAN, target=founded.shelf, quantity=NONE)
    with pytest.raises(BookBroken), store.writing() as session:
        post(session, replace(_opening(founded, clock), goods=(move,)), clock=clock)


def test_an_allocation_that_does_not_add_up_is_a_bug(store: Store, clock: FixedClock, founded: Founded) -> None:
    part = replace(_allocation(LotId(new_id(clock))), shop_part=Rupiah(14))
    with pytest.raises(BookBroken), store.writing() as session:
        post(session, replace(_opening(founded, clock), allocations=(part,)), clock=clock)


def test_a_slip_of_the_finger_is_refused_before_it_is_in_the_book(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    with pytest.raises(AmountTooLarge), store.writing() as session:
        post(session, _opening(founded, clock, amount=10**12 + 1), clock=clock)


def test_numbers_run_per_kind_and_without_gaps_though_an_act_fails_in_between(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    codes = []
    for attempt in range(4):
        try:
            with store.writing() as session:
                codes.append(post(session, _opening(founded, clock), clock=clock).code)
                if attempt == 1:
                    codes.pop()
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            continue
    with store.writing() as session:
        party = add_artisan(session, clock)
        agreement = add_agreement(session, clock, founded, party)
        item = add_item(session, clock)
        note, _lot = consign(session, clock, founded, item, owner=party, agreement=agreement)
    assert codes == ["S1-000001", "S1-000002", "S1-000003"]
    assert (note.code, note.seq) == ("N1-000001", 4)
    assert examine(store.path) == ()


def test_the_same_id_is_never_posted_twice(store: Store, clock: FixedClock, founded: Founded) -> None:
    draft = _opening(founded, clock)
    with store.writing() as session:
        post(session, draft, clock=clock)
    with pytest.raises(IntegrityError), store.writing() as session:
        post(session, draft, clock=clock)
    assert examine(store.path) == ()


def test_each_document_seals_the_one_before_it(store: Store, clock: FixedClock, founded: Founded) -> None:
    with store.writing() as session:
        posted = [post(session, _opening(founded, clock), clock=clock) for _document in range(3)]
    with store.reading() as session:
        start = session.execute(select(DeviceEpoch.genesis)).scalar_one()
        links = session.execute(select(Document.prev_hash).order_by(Document.seq)).scalars().all()
        head = session.execute(select(ChainHead.hash).where(ChainHead.chain == "document")).scalar_one()
    assert links == [start, posted[0].hash, posted[1].hash]
    assert head == posted[2].hash


def test_a_new_epoch_begins_a_chain_and_numbers_of_its_own(store: Store, clock: FixedClock, founded: Founded) -> None:
    with store.writing() as session:
        post(session, _opening(founded, clock), clock=clock)
        open_epoch(session, founded.device, reason="restored", clock=clock)
        again = post(session, _opening(founded, clock), clock=clock)
    assert (again.code, again.seq) == ("S1.2-000001", 1)
    assert examine(store.path) == ()


def test_events_are_chained_too(store: Store, clock: FixedClock, founded: Founded) -> None:
    with store.writing() as session:
        for kind in (EventKind.LOGIN, EventKind.REPRINT):
            record_event(session, kind, device=founded.device, staff=founded.owner, details={"n": 1}, clock=clock)
    with store.reading() as session:
        events = session.execute(select(Event).order_by(Event.seq)).scalars().all()
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert events[-1].prev_hash == events[-2].hash
    assert examine(store.path) == ()


@pytest.mark.parametrize("table", append_only_tables(all_tables()))
def test_what_is_posted_cannot_be_updated_or_deleted(
    table: str, store: Store, clock: FixedClock, founded: Founded
) -> None:
    with store.writing() as session:
        party = add_artisan(session, clock)
        agreement = add_agreement(session, clock, founded, party)
        _note, lot = consign(session, clock, founded, add_item(session, clock), owner=party, agreement=agreement)
        post(session, replace(_opening(founded, clock), allocations=(_allocation(lot),)), clock=clock)
        record_event(session, EventKind.LOGIN, device=founded.device, staff=None, clock=clock)
        _besides(session, clock, founded, party, agreement)
    rows = all_tables().tables[table]
    column = next(iter(rows.columns))
    with store.reading() as session:
        assert session.execute(select(column)).first() is not None
    for forbidden in (delete(rows), update(rows).values({column.name: column})):
        with pytest.raises(IntegrityError, match="never changed"), store.writing() as session:
            session.execute(forbidden)


def _besides(session: Session, clock: FixedClock, founded: Founded, party: PartyId, agreement: AgreementId) -> None:
    """A row of each table that is written once and holds no posting."""
    document = session.execute(select(Document.id).limit(1)).scalar_one()
    objection, now, staff = ObjectionId(new_id(clock)), clock.now(), founded.owner
    rate = {"scheme": Scheme.COMMISSION_PERCENT, "rate": Percent.whole(10), "fixed": None}
    fair, stand = new_id(clock), new_id(clock)
    blank = dict.fromkeys(("venue", "city", "note", "qris_payload"), "")
    places = dict.fromkeys(("place_id", "road_id", "quarantine_id"), founded.shelf)
    plan = {"way": PlanWay.FIXED, "amount": Rupiah(1_000), "rate": Percent(0), "active": True}
    for model, row in (
        (
            AgreementRateRow,
            {"agreement_id": agreement, "number": 1, "item_id": None, "category": "Kain", "place_kind": None} | rate,
        ),
        (ArtisanCard, {"code": "2200000000019", "party_id": party, "given_at": now, "given_by": staff}),
        (
            Objection,
            {"id": objection, "party_id": party, "document_id": document, "line_no": 1, "words": "kurang satu"}
            | {"at": now, "device_id": founded.device, "raised_by": None},
        ),
        (
            ObjectionAnswer,
            {"objection_id": objection, "words": "sudah dihitung", "mended_by": None, "at": now, "answered_by": staff},
        ),
        (
            RecoveryPlanRow,
            {"id": new_id(clock), "number": 1, "party_id": party, "document_id": None, "savings": Savings.MANDATORY}
            | plan
            | {"recorded_at": now, "recorded_by": staff},
        ),
        (
            ExhibitionRow,
            {"id": fair, "name": "Pameran", "starts": now.date(), "ends": now.date(), "rent": Rupiah(0)}
            | blank
            | {"called_off": False, "recorded_at": now, "recorded_by": staff},
        ),
        (
            StandRow,
            {"id": stand, "exhibition_id": fair, "kind": StandKind.LAPTOP, "name": "Stan", "device_id": founded.device}
            | places,
        ),
        (
            HomecomingRow,
            {"id": b"1" * 32, "device_id": founded.device, "stand_id": stand, "epoch": 1, "upto_seq": 1, "added": 1}
            | {"written_at": now, "added_at": now, "added_by": staff},
        ),
    ):
        session.execute(insert(model), [row])
