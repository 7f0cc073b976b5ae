"""A shop that has long been running brings its two spreadsheets, as they are, and everything in them is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item, Motif, MotifAlias
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.lists.import_artisans import ArtisansImported, ImportArtisans, import_artisans
from sentra_pos.consignment.lists.import_goods import GoodsImported, ImportGoods, import_goods
from sentra_pos.consignment.lists.match_columns import match_artisan_columns, match_goods_columns
from sentra_pos.consignment.lists.plan_import import ImportAnswers, ImportPlan, RowState, plan_import
from sentra_pos.consignment.lists.read_table import read_table
from sentra_pos.consignment.lists.records import ArtisanList, GoodsList
from sentra_pos.consignment.lists.trouble import ListNotReady
from sentra_pos.consignment.lists.understand_rows import understand_artisans, understand_goods
from sentra_pos.consignment.note_queries import note, notes
from sentra_pos.consignment.queries import agreements_in_force, consignors, lots_to_sell
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.resources import resource_path
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of, documents_posted
from sentra_pos.stock.queries import items_at
from tests.factories import Founded, found_a_shop

LISTS = resource_path("demo")
SHARES = {"P04": Percent.whole(80), "P09": Percent.whole(80), "P12": Percent.whole(70)}


@pytest.fixture(scope="module")
def artisans() -> ArtisanList:
    table = read_table(LISTS / "daftar-perajin.csv")
    return understand_artisans(table, match_artisan_columns(table))


@pytest.fixture(scope="module")
def goods() -> GoodsList:
    table = read_table(LISTS / "daftar-barang.xlsx")
    return understand_goods(table, match_goods_columns(table))


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


def bring_artisans(store: Store, clock: FixedClock, founded: Founded, artisans: ArtisanList) -> ArtisansImported:
    command = ImportArtisans(by=founded.by, artisans=artisans, valid_from=business_today(clock))
    with store.writing() as session:
        return import_artisans(session, command, clock=clock)


def bring_goods(
    store: Store, clock: FixedClock, founded: Founded, goods: GoodsList, answers: ImportAnswers, *, partly: bool = False
) -> GoodsImported:
    today = business_today(clock)
    command = ImportGoods(by=founded.by, goods=goods, answers=answers, business_date=today, only_what_is_right=partly)
    with store.writing() as session:
        return import_goods(session, command, clock=clock)


def plan(store: Store, goods: GoodsList, answers: ImportAnswers, today: date) -> ImportPlan:
    with store.reading() as session:
        return plan_import(session, goods, answers, on_date=today)


def codes(session: Session) -> Mapping[str, PartyId]:
    return {one.code: one.id for one in consignors(session)}


def shares(store: Store) -> ImportAnswers:
    with store.reading() as session:
        by_code = codes(session)
    return ImportAnswers(shares={by_code[code]: share for code, share in SHARES.items()})


def stock(store: Store, founded: Founded) -> Counter[tuple[str, str, str]]:
    """Pieces on the shelf by name, size and technique."""
    with store.reading() as session:
        items = session.execute(select(Item.id, Item.name, Item.size, Item.technique)).all()
        here = items_at(session, founded.shelf, [row.id for row in items])
        return Counter({(row.name, row.size, row.technique): here[row.id].units for row in items})


def test_twelve_artisans_come_in_with_their_four_schemes(
    store: Store, clock: FixedClock, founded: Founded, artisans: ArtisanList
) -> None:
    assert len(bring_artisans(store, clock, founded, artisans).added) == 12
    with store.reading() as session:
        by_code, terms = codes(session), agreements_in_force(session, business_today(clock))
        schemes = {code: terms[party].scheme for code, party in by_code.items()}
        assert Counter(schemes.values()) == {
            Scheme.COMMISSION_PERCENT: 7,
            Scheme.NET_PRICE: 2,
            Scheme.COMMISSION_FIXED: 2,
            Scheme.OUTRIGHT: 1,
        }
        assert terms[by_code["P02"]].rate == Percent(1250)
        assert terms[by_code["P02"]].discount_bearer is DiscountBearer.SHARED
        assert terms[by_code["P10"]].fixed == Rupiah(2_500)
        assert all(agreement.version == 1 for agreement in terms.values())


def test_the_shop_is_asked_once_per_artisan_for_what_the_list_lacks(
    store: Store, clock: FixedClock, founded: Founded, artisans: ArtisanList, goods: GoodsList
) -> None:
    bring_artisans(store, clock, founded, artisans)
    asked = plan(store, goods, ImportAnswers(), business_today(clock))
    assert [(wanted.party.code, wanted.scheme) for wanted in asked.shares] == [
        ("P04", Scheme.NET_PRICE),
        ("P09", Scheme.NET_PRICE),
        ("P12", Scheme.OUTRIGHT),
    ]
    assert asked.who == ()
    assert not asked.ready
    assert plan(store, goods, shares(store), business_today(clock)).ready


def test_every_row_comes_in_with_the_list_s_own_count(
    store: Store, clock: FixedClock, founded: Founded, artisans: ArtisanList, goods: GoodsList
) -> None:
    bring_artisans(store, clock, founded, artisans)
    imported = bring_goods(store, clock, founded, goods, shares(store))
    listed = Counter({(row.name, row.size.text, row.technique): row.count.units for row in goods.rows if row.count})
    assert imported.items == 49
    assert +stock(store, founded) == listed
    assert imported.pieces.units == listed.total()
    with store.reading() as session:
        kinds = Counter(session.execute(select(Item.kind)).scalars())
        assert kinds[ItemKind.SERVICE] == 2
        assert kinds.total() == 49
        assert len(notes(session)) == 12


def test_each_lot_knows_what_its_maker_gets(
    store: Store, clock: FixedClock, founded: Founded, artisans: ArtisanList, goods: GoodsList
) -> None:
    bring_artisans(store, clock, founded, artisans)
    bring_goods(store, clock, founded, goods, shares(store))
    expected = {
        "Kain Mrico Bolong": (1_250_000, 1_062_500),  # 15 %
        "Kain Rawan Klasa (sogan)": (625_000, 500_000),  # net price, 80 % of the selling price
        "Pouch perca": (25_000, 22_500),  # 2.500 for each
        "Outer Alas Majapahit": (875_000, 612_500),  # bought for 70 % of the selling price
    }
    with store.reading() as session:
        found = {
            line.name: (line.price.amount, line.share.amount)
            for listed in notes(session)
            if (taken := note(session, listed.id)) is not None
            for line in taken.lines
        }
        assert {name: found[name] for name in expected} == expected


def test_goods_bought_outright_are_the_shop_s_own_and_owed_for(
    store: Store, clock: FixedClock, founded: Founded, artisans: ArtisanList, goods: GoodsList
) -> None:
    bring_artisans(store, clock, founded, artisans)
    bring_goods(store, clock, founded, goods, shares(store))
    bought = [row for row in goods.rows if row.artisan == "Jahit Rapi Percontohan"]
    worth = sum_rupiah(row.price.percent(SHARES["P12"]).times(row.count) for row in bought if row.price and row.count)
    with store.reading() as session:
        owed = Account(AccountKind.PAYABLE, party=codes(session)["P12"])
        assert balance_of(session, owed) == -worth
        assert balance_of(session, Account(AccountKind.OWN_STOCK)) == worth
        outer = session.execute(select(Item.id).where(Item.name == "Outer Alas Majapahit")).scalar_one()
        (lot,) = lots_to_sell(session, [outer], founded.shelf)[outer]
        assert lot.owner is None
        assert lot.cost == Rupiah(612_500)


def test_sizes_of_one_garment_are_one_group_and_one_motif_has_both_spellings(
    store: Store, clock: FixedClock, founded: Founded, artisans: ArtisanList, goods: GoodsList
) -> None:
    bring_artisans(store, clock, founded, artisans)
    bring_goods(store, clock, founded, goods, shares(store))
    with store.reading() as session:
        rows = session.execute(select(Item.name, Item.group_id).where(Item.group_id.is_not(None))).all()
        assert Counter(row.name for row in rows) == {
            "Kemeja pria lengan panjang Surya Majapahit": 5,
            "Kemeja pria lengan pendek Pring Sedapur": 5,
            "Blus wanita Bunga Matahari": 4,
        }
        assert len({row.group_id for row in rows}) == 3
        motif = session.execute(select(Motif.id).where(Motif.name == "Koro Renteng")).scalar_one()
        spellings = select(MotifAlias.name).where(MotifAlias.motif_id == motif)
        assert "Kororenteng" in set(session.execute(spellings).scalars())
        scarf = session.execute(select(Item.motif_id).where(Item.name == "Selendang Koro Renteng")).scalar_one()
        assert scarf == motif


def test_the_same_lists_again_change_nothing(
    store: Store, clock: FixedClock, founded: Founded, artisans: ArtisanList, goods: GoodsList
) -> None:
    bring_artisans(store, clock, founded, artisans)
    bring_goods(store, clock, founded, goods, shares(store))
    before = stock(store, founded)
    assert bring_artisans(store, clock, founded, artisans).added == ()
    again = bring_goods(store, clock, founded, goods, ImportAnswers())
    assert (again.items, again.notes) == (0, ())
    assert {planned.state for planned in again.plan.rows} == {RowState.UNCHANGED}
    assert stock(store, founded) == before
    with store.reading() as session:
        assert documents_posted(session) == 12
        assert len(session.execute(select(Item.id)).all()) == 49


def test_all_or_nothing_leaves_nothing_and_what_is_right_comes_in_alone(
    store: Store, clock: FixedClock, founded: Founded, artisans: ArtisanList, goods: GoodsList
) -> None:
    bring_artisans(store, clock, founded, artisans)
    with pytest.raises(ListNotReady):
        bring_goods(store, clock, founded, goods, ImportAnswers())
    with store.reading() as session:
        assert session.execute(select(Item.id)).all() == []
    partly = bring_goods(store, clock, founded, goods, ImportAnswers(), partly=True)
    waiting = partly.plan.of(RowState.ASK)
    assert len(waiting) == 19
    assert partly.items == 49 - 19
    rest = bring_goods(store, clock, founded, goods, shares(store))
    assert rest.items == 19
    with store.reading() as session:
        assert balance_of(session, Account(AccountKind.CLEARING)) == ZERO
