"""What the till asks before it sells: prices, what the book is short of, goods that no note covers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.core.errors import Question
from sentra_pos.core.ids import ItemId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted
from sentra_pos.sales.errors import AlreadySold, NoNoteCovers, PriceChanged, ReferenceMissing, SellBelowZero
from tests.factories import change_the_price
from tests.gallery import Tagged
from tests.sales.shop import Counter, line_of


def agree(counter: Counter, command: CompleteSale) -> tuple[SaleCompleted, list[Question]]:
    """Say yes until it is sold; answers with what was asked on the way, and never asks the same twice."""
    asked: list[Question] = []
    while len({question.answer for question in asked}) == len(asked):
        try:
            return counter.ring(command), asked
        except Question as question:
            asked.append(question)
            command = replace(command, confirmed=command.confirmed | {question.answer})
    raise AssertionError(f"asked twice: {asked[-1]}")


def new_price(counter: Counter, item: Tagged, price: int) -> None:
    with counter.store.writing() as session:
        change_the_price(session, counter.clock, counter.gallery.founded, item.id, price)


def never_brought_in(counter: Counter, name: str = "Selendang Ceplok") -> Tagged:
    item = ItemId(new_id(counter.clock))
    command = AddItem(
        id=item, by=counter.gallery.founded.by, name=name, price=Rupiah(90_000), kind=ItemKind.COUNTED,
        maker=counter.gallery.tirta,
    )  # fmt: skip
    with counter.store.writing() as session:
        code = add_item(session, command, clock=counter.clock).code
    return Tagged(id=item, code=code, price=Rupiah(90_000))


# --------------------------------------------------------------------------------------------------------------- prices


@pytest.mark.parametrize("now", [170_000, 199_000])
def test_goods_are_not_sold_at_a_price_that_is_no_longer_on_the_tag(counter: Counter, now: int) -> None:
    command = counter.sale(line_of(counter.gallery.mrico))
    new_price(counter, counter.gallery.mrico, now)
    with pytest.raises(PriceChanged) as asked:
        counter.ring(command)
    fields = asked.value.fields
    assert (fields["item"], fields["price"]) == (counter.gallery.mrico.id, Rupiah(now))
    assert "185.000" in str(asked.value)
    assert f"{now // 1_000}.000" in str(asked.value)


def test_a_service_has_a_price_too(counter: Counter) -> None:
    with pytest.raises(PriceChanged):
        counter.sell(replace(line_of(counter.gallery.lesson), price=Rupiah(49_999)))


def test_no_yes_sells_below_the_tag_because_that_is_a_discount(counter: Counter) -> None:
    cheap = replace(line_of(counter.gallery.mrico), price=Rupiah(100_000))
    with pytest.raises(PriceChanged) as asked:
        counter.ring(counter.sale(cheap, by=counter.gallery.cashier))
    with pytest.raises(PriceChanged):
        counter.ring(counter.sale(cheap, by=counter.gallery.cashier, confirmed=frozenset({asked.value.answer})))


# ---------------------------------------------------------------------------------------------------- short of the book


def test_each_item_that_is_short_is_asked_about_by_itself(counter: Counter) -> None:
    gallery = counter.gallery
    command = counter.sale(line_of(gallery.mrico, 15), line_of(gallery.shirt_m, 9), line_of(gallery.pouch))
    _sold, asked = agree(counter, command)
    assert [(type(each), each.fields["name"], each.fields["wanted"]) for each in asked] == [
        (SellBelowZero, "Mrico Bolong cap", 15),
        (SellBelowZero, "Kemeja Sisik M", 9),
    ]


def test_a_yes_for_one_item_is_no_yes_for_another(counter: Counter) -> None:
    gallery = counter.gallery
    yes = frozenset({SellBelowZero.about(gallery.mrico.id)})
    with pytest.raises(SellBelowZero, match="Kemeja"):
        counter.ring(counter.sale(line_of(gallery.mrico, 15), line_of(gallery.shirt_m, 9), confirmed=yes))


def test_two_lines_of_an_item_are_one_question_that_tells_all_of_it(counter: Counter) -> None:
    mrico = counter.gallery.mrico
    _sold, asked = agree(counter, counter.sale(line_of(mrico, 10), line_of(mrico, 5)))
    assert [(each.fields["available"], each.fields["wanted"]) for each in asked] == [(14, 15)]


def test_what_will_be_refused_anyway_is_not_asked_about_first(counter: Counter) -> None:
    counter.sell(line_of(counter.gallery.surya))
    with pytest.raises(AlreadySold):
        counter.sell(line_of(counter.gallery.mrico, 15), line_of(counter.gallery.surya))


# ------------------------------------------------------------------------------------------------- nobody's note covers


def test_goods_that_never_came_in_on_a_note_are_asked_about_in_plain_words(counter: Counter) -> None:
    stray = never_brought_in(counter)
    with pytest.raises(NoNoteCovers, match="Selendang Ceplok"):
        counter.ring(counter.sale(line_of(stray), confirmed=frozenset({SellBelowZero.about(stray.id)})))
    _sold, asked = agree(counter, counter.sale(line_of(stray, 2)))
    assert [type(each) for each in asked] == [NoNoteCovers]
    assert counter.balance(AccountKind.TO_IDENTIFY) == -180_000
    assert examine(counter.store.path) == ()


# ------------------------------------------------------------------------------------------------------------ reference


@pytest.mark.parametrize("reference", ["", "  "])
def test_a_transfer_is_found_at_the_bank_by_its_reference_or_not_at_all(counter: Counter, reference: str) -> None:
    tender = Tender(method="transfer", given=Rupiah(185_000), reference=reference)
    with pytest.raises(ReferenceMissing):
        counter.sell(line_of(counter.gallery.mrico), tenders=(tender,))


@pytest.mark.parametrize("confirmed", [True, False])
def test_qris_needs_no_reference_but_what_nobody_saw_arrive_waits_to_be_checked(
    counter: Counter, confirmed: bool
) -> None:
    tender = Tender(method="qris", given=Rupiah(185_000), confirmed=confirmed)
    sold = counter.sell(line_of(counter.gallery.mrico), tenders=(tender,))
    with counter.store.reading() as session:
        waiting = [each.document for each in unchecked_payments(session)]
    assert waiting == ([] if confirmed else [sold.id])
