"""Objections: an artisan's words about a line of theirs, and the shop's answer, which must come."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from sentra_pos.artisan_counter.answer_objection import AnswerObjection, answer_objection
from sentra_pos.artisan_counter.errors import (
    AnsweredAlready,
    MendingUnknown,
    NotYours,
    ObjectedAlready,
    ObjectionNotFound,
    WordsMissing,
)
from sentra_pos.artisan_counter.gone_queries import why_gone
from sentra_pos.artisan_counter.goods_queries import missing_and_damaged
from sentra_pos.artisan_counter.objection_queries import my_objections, objections, open_objections
from sentra_pos.artisan_counter.raise_objection import RaiseObjection, raise_objection
from sentra_pos.artisan_counter.wording import fate_words
from sentra_pos.consignment.facts import Liability
from sentra_pos.core.ids import ObjectionId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.counting.facts import Outcome
from sentra_pos.counting.rules import by_agreement
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from tests.artisan_counter.visitors import Visitors


def answer(two: Visitors, objection: ObjectionId, words: str = "Label salah, sudah diganti", mended: str = "") -> None:
    command = AnswerObjection(objection=objection, by=two.gallery.by, words=words, mended=mended)
    with two.store.writing() as session:
        answer_objection(session, command, clock=two.clock)


def test_an_objection_waits_until_the_shop_answers_and_is_read_at_the_next_visit(two: Visitors) -> None:
    who = two.enter()
    raised = two.object(who, two.sales[two.mine].id, words="  Harga\n1.900.000 ")
    with two.store.reading() as session:
        assert open_objections(session) == 1
        (waiting,) = objections(session)
    assert (waiting.words, waiting.party, waiting.raised_by, waiting.answer) == ("Harga 1.900.000", two.mine, "", "")
    refund = "R1-000001"
    answer(two, raised.id, mended=refund)
    with two.store.reading() as session:
        assert (open_objections(session), objections(session)) == (0, ())
        (answered,) = my_objections(session, two.enter())
        assert my_objections(session, two.opened(two.theirs)) == ()
    assert (answered.answer, answered.mended) == ("Label salah, sudah diganti", refund)
    assert answered.answered_by == "Ibu Ratna"


def test_a_settlements_line_can_be_objected_to_as_well(two: Visitors) -> None:
    two.object(two.enter(), two.locked[two.mine].id)
    with two.store.reading() as session:
        assert objections(session)[0].code == "L1-000001"


@pytest.mark.parametrize("liability", [Liability.SHOP, Liability.ARTISAN])
def test_a_decision_about_a_loss_opens_and_can_be_objected_to(two: Visitors, liability: Liability) -> None:
    who = two.enter()
    two.gallery.agree(two.mine, liability=liability)
    two.gallery.take(two.mine, pieces=2, name="Kain Hilang")
    case = two.lose(two.mine, by_agreement(liability))
    with two.store.reading() as session:
        decided, missed = missing_and_damaged(session, who)
        why, before = (why_gone(session, who, move.document, move.line) for move in (decided, missed))
        with pytest.raises(NotYours):
            why_gone(session, replace(who, party=two.theirs), decided.document, decided.line)
    assert decided.document == case
    assert why.total == decided.made_good == (Rupiah(85_000) if liability is Liability.SHOP else ZERO)
    assert [part.amount for part in why.parts[:2]] == [Rupiah(85_000), why.total - Rupiah(85_000)]
    assert [(part.text, part.amount) for part in before.parts] == [(fate_words(missed), None)]
    for move in (decided, missed):
        two.object(who, move.document, move.line)


def test_what_was_found_again_says_so_and_no_sums(two: Visitors) -> None:
    who = two.enter()
    case = two.lose(two.mine, Outcome.BACK)
    with two.store.reading() as session:
        why = why_gone(session, who, case, 1)
    assert (why.total, [part.amount for part in why.parts]) == (ZERO, [None])


def test_the_same_objection_sent_twice_is_one_and_another_waits_for_its_answer(two: Visitors) -> None:
    who = two.enter()
    command = RaiseObjection(
        id=ObjectionId(new_id(two.clock)), artisan=who, document=two.sales[two.mine].id, line=1, words="Salah"
    )
    for _again in range(2):
        with two.store.writing() as session:
            raise_objection(session, command, clock=two.clock)
    others = (
        (replace(command, words="Lain"), ObjectedAlready),
        (replace(command, artisan=two.opened(two.theirs)), NotYours),
    )
    for other, trouble in others:
        with pytest.raises(trouble), two.store.writing() as session:
            raise_objection(session, other, clock=two.clock)
    with pytest.raises(ObjectedAlready):
        two.object(who, two.sales[two.mine].id)
    with pytest.raises(WordsMissing):
        two.object(who, two.sales[two.mine].id, words=" \n ")
    with two.store.reading() as session:
        assert open_objections(session) == 1


def test_the_shop_answers_once_with_words_and_a_document_that_is_there(two: Visitors) -> None:
    raised = two.object(two.enter(), two.sales[two.mine].id)
    with pytest.raises(WordsMissing):
        answer(two, raised.id, words=" ")
    with pytest.raises(MendingUnknown):
        answer(two, raised.id, mended="R1-000999")
    with pytest.raises(ObjectionNotFound):
        answer(two, ObjectionId(new_id(two.clock)))
    answer(two, raised.id)
    answer(two, raised.id)
    with pytest.raises(AnsweredAlready):
        answer(two, raised.id, words="Lain lagi")
    with two.store.reading() as session:
        wanted = select(Event.kind, func.count()).group_by(Event.kind)
        counts = {kind: count for kind, count in session.execute(wanted)}  # noqa: C416 - rows, not pairs
    assert (counts[EventKind.OBJECTION_RAISED], counts[EventKind.OBJECTION_ANSWERED]) == (1, 1)


def test_staff_write_it_down_under_their_own_name_and_only_while_they_may(two: Visitors) -> None:
    who = two.opened(two.mine)
    two.object(who, two.sales[two.mine].id)
    with two.store.reading() as session:
        assert objections(session)[0].raised_by == "Ibu Ratna"
    somebody = two.gallery.somebody(Role.ARTISAN)
    with pytest.raises(NotAllowed):
        two.object(replace(who, opened_by=somebody.staff), two.locked[two.mine].id)
