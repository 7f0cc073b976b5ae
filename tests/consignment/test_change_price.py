"""A new price is a document: what it was, what it is, why, and who agreed where the agreement asks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.catalogue.change_item import ItemUnknown
from sentra_pos.catalogue.queries import item_card
from sentra_pos.catalogue.rules import PriceMissing
from sentra_pos.consignment.change_price import (
    ChangePrice,
    Consent,
    ConsentWay,
    NewPrice,
    PriceChanged,
    change_price,
    consent_label,
)
from sentra_pos.consignment.errors import ConsentMissing, NoNewPrice, PriceReasonMissing, TwoNewPrices
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.piece_queries import lots_of_item
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, PartyId, StaffId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.queries import header_of, headers, lines_of
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from tests.consignment.price_history import price_history
from tests.factories import Founded, add_artisan, add_item, bring_in, found_a_shop


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


def an_artisan(store: Store, clock: FixedClock, founded: Founded, code: str, name: str, *, asks: bool) -> PartyId:
    with store.writing() as session:
        party = add_artisan(session, clock, code, name)
        terms = RecordAgreement(
            id=AgreementId(new_id(clock)),
            by=founded.by,
            party=party,
            valid_from=business_today(clock),
            scheme=Scheme.COMMISSION_PERCENT,
            rate=Percent.whole(15),
            price_consent=asks,
        )
        record_agreement(session, terms, clock=clock)
    return party


def goods(store: Store, clock: FixedClock, founded: Founded, *parties: PartyId, price: int = 165_000) -> ItemId:
    with store.writing() as session:
        item = add_item(session, clock, price=price)
        for party in parties:
            bring_in(session, clock, founded, party, item, pieces=2, price=price)
    return item


def new_price(clock: FixedClock, founded: Founded, *prices: tuple[ItemId, int]) -> ChangePrice:
    return ChangePrice(
        id=DocumentId(new_id(clock)),
        by=founded.by,
        prices=tuple(NewPrice(item=item, price=Rupiah(price)) for item, price in prices),
        reason="pewarna naik",
    )


def change(store: Store, clock: FixedClock, command: ChangePrice) -> PriceChanged:
    with store.writing() as session:
        return change_price(session, command, clock=clock)


def price_of(store: Store, founded: Founded, item: ItemId) -> int:
    with store.reading() as session:
        card = item_card(session, item, founded.shelf)
    assert card is not None
    return card.price.amount


def test_several_tags_change_by_one_document(store: Store, clock: FixedClock, founded: Founded) -> None:
    party = an_artisan(store, clock, founded, "P01", "Sanggar Melati", asks=False)
    scarf, cloth = goods(store, clock, founded, party), goods(store, clock, founded, party, price=300_000)
    same = goods(store, clock, founded, party, price=50_000)
    done = change(store, clock, new_price(clock, founded, (scarf, 180_000), (cloth, 280_000), (same, 50_000)))
    assert done.code == "A1-000001"
    assert [price_of(store, founded, item) for item in (scarf, cloth, same)] == [180_000, 280_000, 50_000]
    with store.reading() as session:
        header = header_of(session, done.id)
        lines = lines_of(session, done.id)
        (lot,) = lots_of_item(session, scarf)
    assert header is not None
    assert (header.reason, header.business_date) == ("pewarna naik", business_today(clock))
    assert [(line.item, line.price, line.amount, line.details) for line in lines] == [
        (scarf, Rupiah(180_000), ZERO, {"old": 165_000}),
        (cloth, Rupiah(280_000), ZERO, {"old": 300_000}),
    ]
    assert lot.price == Rupiah(165_000), "what was agreed stays"
    assert examine(store.path) == ()


def test_the_history_tells_every_price_the_newest_first(store: Store, clock: FixedClock, founded: Founded) -> None:
    item = goods(store, clock, founded, an_artisan(store, clock, founded, "P01", "Sanggar Melati", asks=False))
    for price in (180_000, 175_000):
        change(store, clock, new_price(clock, founded, (item, price)))
    with store.reading() as session:
        told = [(each.code, each.old.amount, each.new.amount, each.by) for each in price_history(session, item)]
    assert told == [("A1-000002", 180_000, 175_000, "Ibu Ratna"), ("A1-000001", 165_000, 180_000, "Ibu Ratna")]


def test_the_same_command_again_is_the_document_that_stands(store: Store, clock: FixedClock, founded: Founded) -> None:
    item = goods(store, clock, founded)
    command = new_price(clock, founded, (item, 180_000))
    assert change(store, clock, command) == change(store, clock, command)
    with pytest.raises(OtherWishUnderSameId, match="A1-000001"):
        change(store, clock, replace(command, reason="lain"))
    with store.reading() as session:
        assert len(headers(session, DocumentKind.PRICE_CHANGE)) == 1


@pytest.mark.parametrize(
    ("prices", "reason", "expected"),
    [
        ((165_000,), "pewarna naik", NoNewPrice),
        ((), "pewarna naik", NoNewPrice),
        ((0,), "pewarna naik", PriceMissing),
        ((-5,), "pewarna naik", PriceMissing),
        ((180_000, 190_000), "pewarna naik", TwoNewPrices),
        ((180_000,), " \n", PriceReasonMissing),
    ],
)
def test_what_is_no_new_price_is_refused(
    store: Store, clock: FixedClock, founded: Founded, prices: tuple[int, ...], reason: str, expected: type[SentraError]
) -> None:
    item = goods(store, clock, founded)
    command = new_price(clock, founded, *((item, price) for price in prices))
    with pytest.raises(expected) as refused:
        change(store, clock, replace(command, reason=reason))
    assert "{" not in str(refused.value)
    assert price_of(store, founded, item) == 165_000


def test_an_item_nobody_knows_has_no_price(store: Store, clock: FixedClock, founded: Founded) -> None:
    with pytest.raises(ItemUnknown):
        change(store, clock, new_price(clock, founded, (ItemId(new_id(clock)), 5)))


def test_prices_are_not_the_cashiers_to_change(store: Store, clock: FixedClock, founded: Founded) -> None:
    item, cashier = goods(store, clock, founded), StaffId(new_id(clock))
    with store.writing() as session:
        add_staff(session, AddStaff(id=cashier, by=founded.by, name="Dewi", role=Role.CASHIER), clock=clock)
    by = ActedBy(device=founded.device, staff=cashier)
    with pytest.raises(NotAllowed):
        change(store, clock, replace(new_price(clock, founded, (item, 180_000)), by=by))


# ------------------------------------------------------------------------------------------------------------ consent


def test_where_the_agreement_asks_for_it_the_artisan_agrees_first(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    asks = an_artisan(store, clock, founded, "P01", "Sanggar Melati", asks=True)
    other = an_artisan(store, clock, founded, "P02", "Batik Tirta", asks=False)
    item = goods(store, clock, founded, asks, other)
    command = new_price(clock, founded, (item, 180_000))
    with pytest.raises(ConsentMissing, match="Sanggar Melati") as missing:
        change(store, clock, command)
    assert "Tirta" not in str(missing.value)
    assert missing.value.fields["parties"] == (asks,)
    assert price_of(store, founded, item) == 165_000
    agreed = Consent(party=asks, way=ConsentWay.MESSAGE)
    stranger = Consent(party=PartyId(new_id(clock)), way=ConsentWay.PHONE)
    change(store, clock, replace(command, consents=(agreed, stranger)))
    with store.reading() as session:
        (step,) = price_history(session, item)
        (line,) = lines_of(session, step.document)
    assert step.consents == (agreed,)
    assert line.details["consent"] == [{"by": str(asks), "how": "message"}]
    assert consent_label(ConsentWay.MESSAGE)
    assert examine(store.path) == ()


def test_whose_goods_are_all_sold_is_not_asked(store: Store, clock: FixedClock, founded: Founded) -> None:
    an_artisan(store, clock, founded, "P01", "Sanggar Melati", asks=True)
    item = goods(store, clock, founded)
    change(store, clock, new_price(clock, founded, (item, 180_000)))
    assert price_of(store, founded, item) == 180_000


def bring_at(store: Store, clock: FixedClock, founded: Founded, party: PartyId, item: ItemId, price: int) -> str:
    line = TakeInLine(item=item, quantity=Quantity(1), price=Rupiah(price))
    note = TakeIn(
        id=DocumentId(new_id(clock)),
        by=founded.by,
        party=party,
        business_date=business_today(clock),
        lines=(line,),
        confirmed=frozenset({"new_price"}),
    )
    with store.writing() as session:
        return take_in(session, note, clock=clock).code


def test_a_note_at_another_price_changes_the_tag_by_a_document_of_its_own(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    party = an_artisan(store, clock, founded, "P01", "Sanggar Melati", asks=True)
    item = goods(store, clock, founded, party)
    note = bring_at(store, clock, founded, party, item, 190_000)
    with store.reading() as session:
        (step,) = price_history(session, item)
    assert (step.old, step.new, note in step.reason) == (Rupiah(165_000), Rupiah(190_000), True)
    assert step.consents == (Consent(party=party, way=ConsentWay.SIGNED),)
    assert examine(store.path) == ()


def test_who_brings_goods_does_not_consent_for_somebody_else(store: Store, clock: FixedClock, founded: Founded) -> None:
    asks = an_artisan(store, clock, founded, "P01", "Sanggar Melati", asks=True)
    other = an_artisan(store, clock, founded, "P02", "Batik Tirta", asks=False)
    item = goods(store, clock, founded, asks)
    with pytest.raises(ConsentMissing, match="Sanggar Melati"):
        bring_at(store, clock, founded, other, item, 190_000)
    assert price_of(store, founded, item) == 165_000
