"""An artisan comes to look: card and PIN, what is owed and why, an objection, and the answer at the next visit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sentra_pos.artisan_counter.answer_objection import AnswerObjection, answer_objection
from sentra_pos.artisan_counter.enter_counter import EnterCounter, enter_counter
from sentra_pos.artisan_counter.errors import NotYours
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.give_card import GiveCard, give_card
from sentra_pos.artisan_counter.goods_queries import SaleState, pieces_here, returned_by_buyers, sales
from sentra_pos.artisan_counter.money_queries import overview, payouts, settlement, settlements, why_line, why_owed
from sentra_pos.artisan_counter.objection_queries import my_objections, objections, open_objections
from sentra_pos.artisan_counter.paid_queries import why_paid
from sentra_pos.artisan_counter.papers import overview_slip
from sentra_pos.artisan_counter.raise_objection import RaiseObjection, raise_objection
from sentra_pos.artisan_counter.set_artisan_pin import SetArtisanPin, set_artisan_pin
from sentra_pos.artisan_counter.wording import paid_words
from sentra_pos.consignment.facts import DiscountBearer, Rhythm, Scheme
from sentra_pos.consignment.payday import next_payday
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.clock import FixedClock, business_today, local
from sentra_pos.core.ids import AgreementId, ObjectionId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.settlement.figures import Figure
from sentra_pos.settlement.pay_out import Representative
from tests.factories import QUICK_HASHER
from tests.settlement.gallery import Gallery, a_gallery

PIN = "480215"


def a_card(gallery: Gallery) -> str:
    """The shop gives the artisan a card; the artisan types a PIN that nobody else sees."""
    with gallery.store.writing() as session:
        first = SetArtisanPin(by=gallery.by, party=gallery.party, pin=PIN)
        set_artisan_pin(session, first, clock=gallery.clock, hasher=QUICK_HASHER)
        return give_card(session, GiveCard(by=gallery.by, party=gallery.party), clock=gallery.clock).code


def come_in(gallery: Gallery, card: str) -> ArtisanSession:
    command = EnterCounter(device=gallery.by.device, code=card, pin=PIN)
    return enter_counter(gallery.store, command, gallery.clock, hasher=QUICK_HASHER)


def held_for_a_week(gallery: Gallery) -> None:
    """From now on what is sold waits seven days, and is settled on Mondays."""
    terms = RecordAgreement(
        id=AgreementId(new_id(gallery.clock)),
        by=gallery.by,
        party=gallery.party,
        valid_from=business_today(gallery.clock),
        scheme=Scheme.COMMISSION_PERCENT,
        rate=Percent.whole(15),
        fixed=None,
        discount_bearer=DiscountBearer.SHOP,
        hold_days=7,
        rhythm=Rhythm.WEEKLY,
        payday=1,
    )
    with gallery.store.writing() as session:
        record_agreement(session, terms, clock=gallery.clock)


def test_card_and_pin_then_what_is_owed_and_why(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    card, today = a_card(gallery), business_today(clock)
    sold = gallery.sell((gallery.items[gallery.party], 3, 100_000, 0))
    gallery.refund(sold, ((1, 1),))
    who = come_in(gallery, card)
    with store.reading() as session:
        seen = overview(session, who, today)
        assert (seen.owed.to_pay, seen.here, seen.sold_pieces) == (Rupiah(170_000), 48, 2)
        assert seen.payday is None
        assert why_owed(session, who, Figure.TO_PAY).total == seen.owed.to_pay
        newest, first = sales(session, who, today)
        assert (newest.back, newest.share, first.share) == (True, Rupiah(-85_000), Rupiah(255_000))
        assert why_line(session, who, first.document, first.line).total == first.share
        assert [each.quantity.units for each in returned_by_buyers(session, who)] == [1]
        assert sum(each.quantity.units for each in pieces_here(session, who)) == 48
    locked = gallery.lock(gallery.party)
    gallery.pay(locked)
    with store.reading() as session:
        assert overview(session, who, today).owed.to_pay == ZERO
        assert [row.code for row in settlements(session, who)] == [locked.code]
        assert [paid.amount for paid in payouts(session, who)] == [Rupiah(170_000)]
        assert settlement(session, who, locked.id).earned == Rupiah(170_000)
        assert {each.state for each in sales(session, who, today)} == {SaleState.SETTLED}


def test_what_is_sold_under_a_hold_is_shown_with_the_day_on_which_it_comes_free(
    store: Store, clock: FixedClock
) -> None:
    gallery = a_gallery(store, clock)
    card = a_card(gallery)
    held_for_a_week(gallery)
    item, _note = gallery.take(gallery.party, name="Kain Tertahan")
    gallery.sell((item, 1, 100_000, 0))
    who, today = come_in(gallery, card), business_today(clock)
    with store.reading() as session:
        (sale,) = sales(session, who, today)
        seen = overview(session, who, today)
    assert (sale.state, sale.held_until) == (SaleState.HELD, today + timedelta(days=7))
    assert seen.held == Rupiah(85_000)
    assert seen.payday is not None
    assert seen.payday.isoweekday() == 1
    clock.advance(timedelta(days=7))
    with store.reading() as session:
        (sale,) = sales(session, who, business_today(clock))
    assert sale.state is SaleState.WAITING


def test_the_next_payday_is_the_agreements_and_days_are_those_of_the_shops_clock(
    store: Store, clock: FixedClock
) -> None:
    """Locked on a Monday at half past six in the morning, when it is still Sunday in Greenwich."""
    clock.set(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    gallery = a_gallery(store, clock)
    terms = RecordAgreement(
        id=AgreementId(new_id(clock)),
        by=gallery.by,
        party=gallery.party,
        valid_from=business_today(clock),
        scheme=Scheme.COMMISSION_PERCENT,
        rate=Percent.whole(15),
        rhythm=Rhythm.TWO_WEEKS,
        payday=1,
    )
    with store.writing() as session:
        agreement = record_agreement(session, terms, clock=clock).agreement
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.lock(gallery.party)
    clock.advance(timedelta(days=3))
    who = come_in(gallery, a_card(gallery))
    with store.reading() as session:
        seen = overview(session, who, business_today(clock))
        slip = overview_slip(who, seen, (), settlements(session, who), "Toko", local(clock.now(), clock.zone))
    assert seen.payday == next_payday(agreement, business_today(clock)) == date(2026, 12, 7)
    assert "L1-000001 23/11/26" in str(slip.to_json())


def test_what_the_husband_took_is_named_and_objected_to_and_voided(store: Store, clock: FixedClock) -> None:
    """Ibu Sri sent nobody: somebody signed as Pak Joko."""
    gallery = a_gallery(store, clock)
    card = a_card(gallery)
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    locked = gallery.lock(gallery.party)
    own = gallery.pay(locked, 70_000)
    taken = gallery.pay(locked, 100_000, to=Representative(name="Pak Joko", relation="suami"))
    who = come_in(gallery, card)
    with store.reading() as session:
        second, first = payouts(session, who)
        why = why_paid(session, who, second.document, second.line)
    assert (first.document, first.to, paid_words(first)) == (own.id, "", "Tunai")
    assert (second.to, paid_words(second)) == ("Pak Joko (suami)", "Tunai · Diambil oleh Pak Joko (suami)")
    assert why.title == f"Setoran Rp\xa0100.000 · {taken.code}"
    assert [(part.amount, part.settlement) for part in why.parts] == [(Rupiah(100_000), locked.id)]
    assert why.total == Rupiah(100_000)
    assert "Ibu Ratna. Diambil oleh Pak Joko (suami)" in why.parts[0].detail
    objection = ObjectionId(new_id(clock))
    words = "Saya tidak menyuruh siapa pun"
    with store.writing() as session:
        mine = RaiseObjection(id=objection, artisan=who, document=taken.id, line=second.line, words=words)
        raise_objection(session, mine, clock=clock)
    with store.reading() as session:
        (waits,) = objections(session)
    assert (waits.code, waits.about) == (
        taken.code, "Setoran Rp\xa0100.000 · Tunai · Diambil oleh Pak Joko (suami)"
    )  # fmt: skip

    void = gallery.void(taken, "bukan suaminya")
    with store.writing() as session:
        answer = AnswerObjection(objection=objection, by=gallery.by, words="Benar", mended=void.code)
        answer_objection(session, answer, clock=clock)

    with store.reading() as session:
        voided = payouts(session, who)[0]
        why = why_paid(session, who, voided.document, voided.line)
        (read,) = my_objections(session, who)
        assert overview(session, who, business_today(clock)).owed.to_pay == Rupiah(100_000)
    assert paid_words(voided) == f"Dibatalkan dengan {void.code} · Tunai · Diambil oleh Pak Joko (suami)"
    assert (why.total, why.parts[1].text) == (ZERO, f"Dibatalkan dengan {void.code}")
    assert "bukan suaminya" in why.parts[1].detail
    assert read.mended == void.code
    assert examine(store.path) == ()


def test_only_a_payout_of_ones_own_is_explained_as_one(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    card = a_card(gallery)
    for party in (gallery.party, gallery.other):
        sold = gallery.sell((gallery.items[party], 1, 100_000, 0))
        theirs = gallery.pay(gallery.lock(party))
        gallery.void(theirs)
    mine = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    who = come_in(gallery, card)
    for document in (theirs.id, sold.id, mine.id):
        with pytest.raises(NotYours), store.reading() as session:
            why_paid(session, who, document, 1)


def test_an_objection_and_its_answer_at_the_next_visit(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    card = a_card(gallery)
    sold = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0), (gallery.items[gallery.other], 1, 100_000, 0))
    who = come_in(gallery, card)
    objection = ObjectionId(new_id(clock))
    words = "Harganya Rp 120.000, bukan Rp 100.000"
    with store.writing() as session:
        mine = RaiseObjection(id=objection, artisan=who, document=sold.id, line=1, words=words)
        raise_objection(session, mine, clock=clock)
    not_mine = RaiseObjection(id=ObjectionId(new_id(clock)), artisan=who, document=sold.id, line=2, words=words)
    with pytest.raises(NotYours), store.writing() as session:
        raise_objection(session, not_mine, clock=clock)
    refund = gallery.refund(sold)
    with store.writing() as session:
        assert open_objections(session) == 1
        answer = AnswerObjection(objection=objection, by=gallery.by, words="Benar, dibatalkan", mended=refund.code)
        answer_objection(session, answer, clock=clock)
    clock.advance(timedelta(days=3))
    with store.reading() as session:
        (read,) = my_objections(session, come_in(gallery, card))
    assert (read.words, read.answer, read.mended) == (words, "Benar, dibatalkan", refund.code)
    assert examine(store.path) == ()
