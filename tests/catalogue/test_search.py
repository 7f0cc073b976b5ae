"""The search field, on a shop with the motifs of its city."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text

from sentra_pos.catalogue.add_motif import AddMotifAlias, add_motif_alias
from sentra_pos.catalogue.change_item import ChangeItem, change_item
from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.catalogue.models import ItemText, SearchWord
from sentra_pos.catalogue.queries import item_card, motifs
from sentra_pos.catalogue.search import search_items
from sentra_pos.catalogue.starting_motifs import add_starting_motifs
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.db.engine import Store
from tests.catalogue.goods import enter
from tests.factories import Founded, add_artisan, consign, found_a_shop
from tests.made_once import made_once

GOODS = {
    "gringsing": ("Kain Sisik Gringsing", "Sisik Gringsing", Technique.TULIS),
    "koro": ("Selendang", "Koro Renteng", Technique.CAP),
    "rawan": ("Kain panjang", "Rawan Indek", Technique.KOMBINASI),
    "surya": ("Kemeja pria", "Surya Majapahit", Technique.CAP),
    "tas": ("Tas jinjing", "Matahari", Technique.TIRUAN),
}


class Shop:
    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store, self.clock = store, clock
        self.founded, self.maker, entered = made_once(store, clock, "goods to be found", self._make)
        self.items = dict(entered)

    def _make(self) -> tuple[Founded, PartyId, dict[str, ItemId]]:
        founded = found_a_shop(self.store, self.clock)
        with self.store.writing() as session:
            add_starting_motifs(session, founded.by, clock=self.clock)
            maker = add_artisan(session, self.clock, "P06", "Griya Kenanga")
        entered = {
            key: enter(self.store, self.clock, founded, name, motif=motif, technique=technique, maker=maker)
            for key, (name, motif, technique) in GOODS.items()
        }
        return founded, maker, entered

    def find(self, typed: str, category: str | None = None) -> list[str]:
        names = {item: key for key, item in self.items.items()}
        with self.store.reading() as session:
            cards = search_items(session, typed, category=category, place=self.founded.shelf)
        return [names[card.id] for card in cards]


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> Shop:
    return Shop(store, clock)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("grin", "gringsing"),
        ("grinsing", "gringsing"),
        ("gringising", "gringsing"),
        ("sisik grngsing", "gringsing"),
        ("kororenteng", "koro"),
        ("koro rent", "koro"),
        ("kororentang", "koro"),
        ("korerent", "koro"),
        ("rawan ingek", "rawan"),
        ("RAWAN-INDEK", "rawan"),
        ("rawan inggek", "rawan"),
        ("suryo mojopahit", "surya"),
        ("kemja", "surya"),
        ("tas", "tas"),
        ("printing", "tas"),
    ],
)
def test_what_is_typed_finds_what_is_meant(shop: Shop, typed: str, found: str) -> None:
    assert shop.find(typed) == [found]


@pytest.mark.parametrize("typed", ["", "  ", "!!!", '"', "zzqqxx", "AND", 'kain" OR "tas', "*", "kain tas", "\0", "🙂"])
def test_what_nothing_fits_finds_nothing_and_breaks_nothing(shop: Shop, typed: str) -> None:
    assert shop.find(typed) == []


def test_every_word_must_fit(shop: Shop) -> None:
    assert set(shop.find("kain")) == {"gringsing", "rawan"}
    assert shop.find("kain kombi") == ["rawan"]


def test_the_maker_is_found_by_name_and_code(shop: Shop) -> None:
    assert set(shop.find("kenanga")) == set(shop.find("p06")) == set(GOODS)


def test_a_category_narrows(shop: Shop) -> None:
    assert shop.find("kenanga", "Batik cap") == ["koro"]
    assert shop.find("kenanga", "Busana") == ["surya"]
    assert shop.find("kenanga", "Alas kaki") == []


def test_a_code_finds_its_item_first(shop: Shop) -> None:
    with shop.store.reading() as session:
        card = item_card(session, shop.items["surya"], shop.founded.shelf)
    assert card is not None
    assert shop.find(card.code) == ["surya"]
    assert set(shop.find(card.code[:8])) == set(GOODS)


def test_what_is_on_the_shelf_comes_first(shop: Shop) -> None:
    with shop.store.writing() as session:
        consign(session, shop.clock, shop.founded, shop.items["gringsing"], pieces=1)
    assert shop.find("kenanga")[0] == "gringsing"


def test_a_renamed_item_is_found_by_its_new_name_only(shop: Shop) -> None:
    change = ChangeItem(by=shop.founded.by, item=shop.items["tas"], name="Ransel kota")
    with shop.store.writing() as session:
        change_item(session, change, clock=shop.clock)
    assert shop.find("ransel") == ["tas"]
    assert shop.find("jinjing") == []


def test_a_withdrawn_item_is_not_found_and_leaves_no_words(shop: Shop) -> None:
    for item in shop.items.values():
        with shop.store.writing() as session:
            change_item(session, ChangeItem(by=shop.founded.by, item=item, active=False), clock=shop.clock)
    assert shop.find("kain") == []
    with shop.store.reading() as session:
        assert session.execute(select(SearchWord)).all() == []


def test_a_withdrawn_item_comes_back(shop: Shop) -> None:
    for active in (False, True):
        change = ChangeItem(by=shop.founded.by, item=shop.items["tas"], active=active)
        with shop.store.writing() as session:
            change_item(session, change, clock=shop.clock)
    assert shop.find("jinjing") == ["tas"]


def test_another_spelling_of_a_motif_finds_its_items_at_once(shop: Shop) -> None:
    with shop.store.reading() as session:
        matahari = next(each for each in motifs(session) if each.name == "Matahari")
    command = AddMotifAlias(by=shop.founded.by, motif=matahari.id, name="Srengenge")
    with shop.store.writing() as session:
        add_motif_alias(session, command, clock=shop.clock)
    assert shop.find("srengenge") == ["tas"]


def test_an_act_that_fails_leaves_the_index_as_it_was(shop: Shop) -> None:
    def fail_late() -> None:
        change = ChangeItem(by=shop.founded.by, item=shop.items["tas"], name="Ransel")
        with shop.store.writing() as session:
            change_item(session, change, clock=shop.clock)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_late()
    assert shop.find("ransel") == []
    assert shop.find("jinjing") == ["tas"]


def test_services_are_found_too(shop: Shop) -> None:
    shop.items["kelas"] = enter(shop.store, shop.clock, shop.founded, "Kelas membatik", kind=ItemKind.SERVICE)
    assert shop.find("kelas") == ["kelas"]


def test_the_vocabulary_counts_what_the_index_holds(shop: Shop) -> None:
    with shop.store.reading() as session:
        rows = session.execute(select(ItemText.words)).scalars().all()
        counted = {word: sum(word in row.split() for row in rows) for row in rows for word in row.split()}
        kept = {row.word: row.items for row in session.execute(select(SearchWord)).scalars()}
        held = session.execute(text("SELECT count(*) FROM item_search")).scalar_one()
    assert kept == counted
    assert held == len(rows)


def test_no_text_at_all_breaks_the_search(shop: Shop) -> None:
    @settings(max_examples=80)
    @given(st.text(max_size=30))
    def anything(typed: str) -> None:
        with shop.store.reading() as session:
            found = search_items(session, typed, place=shop.founded.shelf)
        assert len({card.id for card in found}) == len(found)

    anything()


@pytest.mark.parametrize("typed", ["grin", "sisik grngsing", "200100"])
def test_no_search_reads_the_whole_catalogue(shop: Shop, typed: str) -> None:
    """However many items there are: each is come to by an index, of words, of codes or of its id."""
    asked: list[tuple[str, Any]] = []
    with shop.store.reading() as session:
        connection = session.connection()

        @event.listens_for(connection, "before_cursor_execute")
        def _keep(_conn: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
            asked.append((statement, values))

        search_items(session, typed, place=shop.founded.shelf)
        event.remove(connection, "before_cursor_execute", _keep)
        plans = [
            row[3]
            for statement, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    # "VIRTUAL TABLE" is how SQLite says that the index of words is asked.
    whole = [plan for plan in plans if plan.startswith("SCAN") and "VIRTUAL TABLE" not in plan]
    assert plans
    assert [plan for plan in whole if plan.split()[1] in ("item", "item_code", "lot", "stock_balance")] == []
