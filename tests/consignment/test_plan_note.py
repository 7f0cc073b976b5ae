"""What a list says to a note that is being written: known here, new, or left out with a reason, row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.change_item import ChangeItem, change_item
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.catalogue.queries import item_card
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.lists.plan_note import LeftOut, ListedLine, plan_note
from sentra_pos.consignment.lists.records import GoodsRow, Size
from sentra_pos.consignment.printed_goods import PrintedPolicy, SetPrintedPolicy, set_printed_policy
from sentra_pos.consignment.queries import agreement_by_id
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import AgreementId, ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.db.engine import Store
from tests.factories import Founded, add_agreement, add_artisan, bring_in, found_a_shop

SCARF = GoodsRow(
    row_number=5,
    code="",
    name="Selendang Koro Renteng",
    motif="Koro Renteng",
    technique=Technique.CAP,
    dye=Dye.SYNTHETIC,
    cloth="paris",
    size=Size(text="200x50", length_cm=200, width_cm=50),
    kind=ItemKind.COUNTED,
    count=Quantity(4),
    price=Rupiah(95_000),
    net_price=None,
    artisan="Sanggar Melati",
    remark="",
    category="",
)
PIECE = replace(
    SCARF, row_number=6, name="Kain Mrico Bolong", motif="Mrico Bolong", technique=Technique.TULIS,
    kind=ItemKind.UNIQUE, count=ONE, price=Rupiah(1_250_000),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Shop:
    """One artisan who brings a list, another who does not; nothing is in the catalogue."""

    store: Store
    clock: FixedClock
    founded: Founded
    party: PartyId
    other: PartyId
    agreement: AgreementId

    def add(self, row: GoodsRow, *, code: str = "", maker: PartyId | None = None) -> ItemId:
        item = ItemId(new_id(self.clock))
        command = AddItem(
            id=item, by=self.founded.by, name=row.name, price=row.price or Rupiah(1), kind=row.kind,
            technique=row.technique, dye=row.dye, cloth=row.cloth, size=row.size.text, motif=row.motif,
            maker=maker or self.party, makers_code=code,
        )  # fmt: skip
        with self.store.writing() as session:
            add_item(session, command, clock=self.clock)
        return item

    def plan(self, *rows: GoodsRow, on_note: tuple[GoodsRow, ...] = ()) -> tuple[ListedLine | LeftOut, ...]:
        with self.store.reading() as session:
            terms = agreement_by_id(session, self.agreement)
            assert terms is not None
            return plan_note(session, rows, self.party, terms, shelf=self.founded.shelf, on_note=on_note)

    def line(self, row: GoodsRow) -> ListedLine:
        (planned,) = self.plan(row)
        assert isinstance(planned, ListedLine), planned.reason
        return planned

    def reason(self, row: GoodsRow) -> str:
        (planned,) = self.plan(row)
        assert isinstance(planned, LeftOut)
        return planned.reason


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> Shop:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        party = add_artisan(session, clock)
        other = add_artisan(session, clock, code="P06", name="Rumah Cap Rekaan")
        agreement = add_agreement(session, clock, founded, party)
    return Shop(store=store, clock=clock, founded=founded, party=party, other=other, agreement=agreement)


def known(line: ListedLine) -> ItemId | None:
    return None if line.card is None else line.card.id


def test_goods_that_nobody_knows_are_new(shop: Shop) -> None:
    line = shop.line(SCARF)
    assert (line.card, line.price, line.due) == (None, Rupiah(95_000), None)


@pytest.mark.parametrize("written", ["SCF-1", "scf-1"])
def test_goods_are_known_by_the_artisan_s_own_code(shop: Shop, written: str) -> None:
    scarf = shop.add(SCARF, code="SCF-1")
    said = replace(SCARF, code=written, motif="", cloth="", size=Size(text=""), technique=Technique.NONE)
    assert known(shop.line(said)) == scarf


def test_goods_are_known_by_our_own_code(shop: Shop) -> None:
    scarf = shop.add(SCARF)
    with shop.store.reading() as session:
        card = item_card(session, scarf, shop.founded.shelf)
    assert card is not None
    assert known(shop.line(replace(SCARF, code=card.code))) == scarf


@pytest.mark.parametrize(
    "said",
    [
        SCARF,
        replace(SCARF, name="selendang  koro renteng", motif="Kororenteng"),
        replace(SCARF, motif="", cloth="", size=Size(text=""), technique=Technique.NONE, dye=Dye.NONE),
        replace(SCARF, count=Quantity(9), price=Rupiah(110_000), remark="baru"),
    ],
)
def test_goods_are_known_by_their_name_where_nothing_speaks_against_it(shop: Shop, said: GoodsRow) -> None:
    scarf = shop.add(SCARF)
    assert known(shop.line(said)) == scarf


@pytest.mark.parametrize(
    "said",
    [
        replace(SCARF, size=Size(text="180x50", length_cm=180, width_cm=50)),
        replace(SCARF, motif="Mrico Bolong"),
        replace(SCARF, technique=Technique.TULIS),
        replace(SCARF, code="SCF-2"),
        replace(SCARF, count=ONE, kind=ItemKind.UNIQUE, remark="1 lembar saja"),
    ],
)
def test_what_the_row_says_otherwise_makes_it_new_goods(shop: Shop, said: GoodsRow) -> None:
    shop.add(SCARF, code="SCF-1")
    assert shop.line(said).card is None


def test_of_several_goods_of_one_name_the_one_that_is_said_exactly_is_meant(shop: Shop) -> None:
    small = shop.add(replace(SCARF, size=Size(text="S")))
    shop.add(replace(SCARF, size=Size(text="M")))
    assert known(shop.line(replace(SCARF, size=Size(text="S")))) == small
    assert "Sanggar Melati" in shop.reason(replace(SCARF, size=Size(text="")))


def test_another_artisan_s_goods_of_the_same_name_are_not_meant(shop: Shop) -> None:
    shop.add(SCARF, maker=shop.other)
    assert shop.line(SCARF).card is None


def test_a_piece_that_came_in_is_followed_by_a_piece_of_its_own(shop: Shop) -> None:
    piece = shop.add(PIECE, code="MB-1")
    assert known(shop.line(PIECE)) == piece, "entered, and never brought"
    with shop.store.writing() as session:
        note = bring_in(session, shop.clock, shop.founded, shop.party, piece, pieces=1, price=1_250_000)
    assert shop.line(PIECE).card is None
    assert note.code in shop.reason(replace(PIECE, code="MB-1"))


def test_a_price_that_the_list_leaves_out_is_the_tag_s(shop: Shop) -> None:
    shop.add(SCARF)
    said = replace(SCARF, price=None, net_price=Rupiah(80_750))
    assert shop.line(said).price == Rupiah(95_000)
    assert "harga jual" in shop.reason(replace(said, name="Kain baru"))


@pytest.mark.parametrize("written", ["Sanggar Melati", "sanggar melati", "P01", "P01 Sanggar Melati"])
def test_the_artisan_is_known_by_name_or_code(shop: Shop, written: str) -> None:
    assert shop.line(replace(SCARF, artisan=written)).row.count == Quantity(4)


@pytest.mark.parametrize("written", ["Rumah Cap Rekaan", "P06", "Ibu Sari"])
def test_rows_of_others_are_left_out_by_name(shop: Shop, written: str) -> None:
    reason = shop.reason(replace(SCARF, artisan=written))
    assert written in reason
    assert "Sanggar Melati" in reason


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (replace(SCARF, count=NONE), "nol"),
        (replace(SCARF, count=None, kind=ItemKind.SERVICE), "jasa"),
        (replace(SCARF, technique=Technique.TIRUAN, name="Batik tulis printing"), "malam"),
        (replace(SCARF, net_price=Rupiah(50_000)), "50.000"),
        (replace(SCARF, code="SCF-9"), "“Kain lain”"),
        (replace(SCARF, code="OLD-1", name="Kain lama"), "tidak dijual"),
        (replace(PIECE, code="MB-1", count=Quantity(2)), "unik"),
    ],
)
def test_a_row_that_cannot_be_a_line_is_named_with_its_reason(shop: Shop, said: GoodsRow, word: str) -> None:
    shop.add(replace(SCARF, name="Kain lain"), code="SCF-9")
    shop.add(PIECE, code="MB-1")
    old = shop.add(replace(SCARF, name="Kain lama"), code="OLD-1")
    with shop.store.writing() as session:
        change_item(session, ChangeItem(by=shop.founded.by, item=old, active=False), clock=shop.clock)
    assert word in shop.reason(said)


def test_the_code_of_another_artisan_s_goods_is_refused(shop: Shop) -> None:
    shop.add(SCARF, code="SCF-1", maker=shop.other)
    assert "SCF-1" in shop.reason(replace(SCARF, code="SCF-1"))


def test_printed_cloth_stays_out_where_the_shop_takes_none(shop: Shop) -> None:
    with shop.store.writing() as session:
        policy = SetPrintedPolicy(by=shop.founded.by, policy=PrintedPolicy.REFUSE)
        set_printed_policy(session, policy, clock=shop.clock)
    assert "printing" in shop.reason(replace(SCARF, technique=Technique.TIRUAN))


def test_the_second_row_of_the_same_goods_is_left_out(shop: Shop) -> None:
    shop.add(SCARF)
    first, second = shop.plan(SCARF, replace(SCARF, row_number=9, motif=""))
    assert isinstance(first, ListedLine)
    assert isinstance(second, LeftOut)
    assert "5" in second.reason


@pytest.mark.parametrize("again", [replace(SCARF, count=ONE), replace(SCARF, code="A1", name="Kain")])
def test_what_is_on_the_note_already_is_not_put_there_twice(shop: Shop, again: GoodsRow) -> None:
    (left,) = shop.plan(again, on_note=(replace(SCARF, code="A1"),))
    assert isinstance(left, LeftOut)
    assert "sudah ada di nota" in left.reason


@pytest.mark.parametrize("scheme", [Scheme.NET_PRICE, Scheme.OUTRIGHT])
def test_terms_that_want_a_second_price_take_it_from_the_list(shop: Shop, scheme: Scheme) -> None:
    with shop.store.writing() as session:
        shop.agreement = add_agreement(session, shop.clock, shop.founded, shop.party, scheme=scheme, version=2)
    assert shop.line(replace(SCARF, net_price=Rupiah(80_000))).due == Rupiah(80_000)
    assert "Sanggar Melati" in shop.reason(SCARF)
    shop.add(SCARF)
    assert "100.000" in shop.reason(replace(SCARF, price=None, net_price=Rupiah(100_000)))
