"""Nothing disappears silently: what is lost or damaged here is looked for, decided once, and made good."""

from __future__ import annotations

import pytest

from sentra_pos.consignment.facts import Liability, Scheme, Valuation
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE
from sentra_pos.counting.case_queries import given_up
from sentra_pos.counting.errors import NotACase, OnlyTowardsTheShop
from sentra_pos.counting.facts import CaseKind, Outcome
from sentra_pos.counting.note_case import NoteCase, note_case
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.giving_back.errors import DamageBorne, DamageUndecided
from sentra_pos.giving_back.hand_back import HandBack, PieceBack, hand_back
from sentra_pos.giving_back.put_apart import PutApart, put_apart
from sentra_pos.giving_back.transfer_goods import MovedGoods
from sentra_pos.ledger.kinds import AccountKind, PlaceKind
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.queries import owed_lines
from sentra_pos.settlement.wording import line_words
from sentra_pos.stock.places import LOST
from tests.counting.floor import Floor
from tests.factories import bring_in
from tests.gallery import a_gallery
from tests.sales.shop import Counter, line_of


def test_what_is_lost_is_looked_for_and_made_good_as_the_agreement_says(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    floor = Floor(store=store, clock=clock, gallery=gallery)
    till = Counter(store=store, clock=clock, gallery=gallery)

    # Batik Tirta and the shop share losses: the shop bears forty percent, at the artisan's share of the price.
    terms = RecordAgreement(
        id=AgreementId(new_id(clock)),
        by=floor.by,
        party=gallery.tirta,
        valid_from=business_today(clock),
        scheme=Scheme.COMMISSION_PERCENT,
        rate=Percent.whole(15),
        liability=Liability.SHARED,
        valuation=Valuation.NET,
        liability_shop_percent=Percent.whole(40),
    )
    with store.writing() as session:
        record_agreement(session, terms, clock=clock)
        bring_in(session, clock, gallery.founded, gallery.tirta, gallery.mrico.id, pieces=4, price=185_000)

    # Sixteen of eighteen lengths are there. The book says which two are missing: the ones that came last.
    floor.lose(gallery.mrico, 16)
    (case,) = floor.cases()
    assert (case.quantity.units, case.value, case.agreed) == (2, Rupiah(157_250), Outcome.SHARED)

    # Somebody looks in the store room, and writes it down. One of them is found there.
    with store.writing() as session:
        note = NoteCase(by=floor.by, lot=case.lot, place=case.place, note="sudah dicari di gudang dan etalase")
        note_case(session, note, clock=clock)
    floor.decide(case, Outcome.BACK)

    # The other one is not. The owner cannot leave it to the artisan; shared it is, and nobody decides it again.
    with pytest.raises(OnlyTowardsTheShop):
        floor.decide(case, Outcome.ARTISAN_BEARS)
    decided = floor.decide(case, Outcome.SHARED)
    assert decided.paid == Rupiah(62_900)
    with pytest.raises(NotACase):
        floor.decide(case, Outcome.SHARED)

    # The settlement names it, beside what was sold, and takes it like anything else that is owed.
    till.sell(line_of(gallery.mrico))
    with store.reading() as session:
        lines = owed_lines(session, gallery.tirta)
    assert [line.share for line in lines] == [Rupiah(62_900), Rupiah(157_250)]
    assert "Mrico Bolong cap" in line_words(lines[0])
    with store.writing() as session:
        lock_settlement(
            session, LockSettlement(id=DocumentId(new_id(clock)), by=floor.by, party=gallery.tirta), clock=clock
        )
    assert till.balance(AccountKind.PAYABLE, party=gallery.tirta) == -220_150

    # Months later the cloth falls out of a folded curtain. The shop has paid for it: it is the shop's.
    with store.reading() as session:
        (lost,) = given_up(session)
    assert lost.owner is None
    floor.decide(lost, Outcome.BACK)
    assert floor.at(LOST, gallery.mrico) == 0
    assert till.balance(AccountKind.LOSS_EXPENSE) == 62_900
    store.close()
    assert examine(store.path) == ()


def test_a_moth_hole_on_the_shelf_is_put_apart_and_made_good(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    floor = Floor(store=store, clock=clock, gallery=gallery)
    till = Counter(store=store, clock=clock, gallery=gallery)

    # Dusting, somebody finds a moth hole in the only Surya Majapahit. It leaves the sale at once.
    hole = PutApart(
        id=DocumentId(new_id(clock)),
        by=floor.by,
        goods=(MovedGoods(item=gallery.surya.id, quantity=ONE, source=PlaceKind.SHELF),),
        reason="berlubang dimakan ngengat",
    )
    with store.writing() as session:
        apart = put_apart(session, hole, clock=clock)
    assert floor.at(floor.shelf, gallery.surya) == 0

    # It waits among the cases, with what happened. The agreement says that the shop bears it, at its price.
    (case,) = floor.cases()
    assert (case.kind, case.code, case.why) == (CaseKind.DAMAGED, apart.code, "berlubang dimakan ngengat")
    assert (case.owner_name, case.agreed, case.value) == ("Sanggar Kencana", Outcome.SHOP_PAYS, Rupiah(1_850_000))

    # So it cannot be handed back instead: the artisan would go home with a hole and without money.
    back = HandBack(
        id=DocumentId(new_id(clock)),
        by=floor.by,
        party=gallery.kencana,
        pieces=(PieceBack(item=gallery.surya.id, quantity=ONE),),
        confirmed=frozenset({DamageBorne.key}),
    )
    with pytest.raises(DamageUndecided), store.writing() as session:
        hand_back(session, back, clock=clock)

    # The shop pays. The next settlement has it, and the artisan is paid.
    assert floor.decide(case, Outcome.SHOP_PAYS).paid == Rupiah(1_850_000)
    with store.reading() as session:
        (line,) = owed_lines(session, gallery.kencana)
    assert line.share == Rupiah(1_850_000)
    assert "Surya Majapahit" in line_words(line)
    with store.writing() as session:
        locked = lock_settlement(
            session, LockSettlement(id=DocumentId(new_id(clock)), by=floor.by, party=gallery.kencana), clock=clock
        )
    assert locked.to_pay == Rupiah(1_850_000)
    assert till.balance(AccountKind.LOSS_EXPENSE) == 1_850_000

    # The cloth is the shop's now. Mended, it is sold as the shop's own.
    (own,) = floor.cases()
    assert own.owner is None
    floor.decide(own, Outcome.BACK)
    till.sell(line_of(gallery.surya))
    assert -till.balance(AccountKind.SALES) == gallery.surya.price.amount
    store.close()
    assert examine(store.path) == ()
