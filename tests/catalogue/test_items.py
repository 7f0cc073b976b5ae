"""Entering, changing and finding items on a real store."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sentra_pos.catalogue.add_item import AddItem, CodeTaken, add_item
from sentra_pos.catalogue.add_motif import AddMotif, AddMotifAlias, MotifSpellingTaken, add_motif, add_motif_alias
from sentra_pos.catalogue.change_item import ChangeItem, change_item
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.catalogue.models import Item
from sentra_pos.catalogue.queries import (
    categories,
    item_by_code,
    item_card,
    item_details,
    items_page,
    motifs,
    photo_of,
)
from sentra_pos.catalogue.rules import PriceMissing
from sentra_pos.catalogue.starting_motifs import MOTIFS, add_starting_motifs
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import GroupId, ItemId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.open_epoch import open_epoch
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from tests.catalogue.goods import enter
from tests.factories import Founded, add_artisan, consign, found_a_shop


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


def test_an_item_gets_a_code_that_finds_it_with_all_its_facts(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    with store.writing() as session:
        melati = add_artisan(session, clock)
    command = AddItem(
        id=ItemId(new_id(clock)),
        by=founded.by,
        name="Kain  Rawan Indek",
        price=Rupiah(1_250_000),
        kind=ItemKind.UNIQUE,
        technique=Technique.TULIS,
        dye=Dye.NATURAL,
        cloth="Primissima",
        size="250 x 115",
        length_cm=250,
        width_cm=115,
        motif="Rawan Indek",
        maker=melati,
        makers_code="mlt-7",
        import_key="row 7",
    )
    with store.writing() as session:
        added = add_item(session, command, clock=clock)
        consign(session, clock, founded, command.id, pieces=1, owner=melati)
    with store.reading() as session:
        card = item_by_code(session, added.code, founded.shelf)
        assert card is not None
        assert item_by_code(session, "MLT-7", founded.shelf) == card == item_card(session, command.id, founded.shelf)
        assert (card.name, card.category, card.motif) == ("Kain Rawan Indek", "Batik tulis", "Rawan Indek")
        assert (card.maker_code, card.price, card.stock) == ("P01", Rupiah(1_250_000), Quantity(1))
        assert (card.code, card.has_photo, card.active) == (added.code, False, True)
        details = item_details(session, command.id, founded.shelf)
        assert details is not None
        assert (details.length_cm, details.width_cm, details.makers_codes) == (250, 115, ("MLT-7",))
        assert session.execute(select(Item.id).where(Item.import_key == "row 7")).scalar_one() == command.id
        assert item_by_code(session, "8991234567891", founded.shelf) is None


def test_the_same_act_again_enters_nothing(store: Store, clock: FixedClock, founded: Founded) -> None:
    command = AddItem(id=ItemId(new_id(clock)), by=founded.by, name="Syal", price=Rupiah(50_000), kind=ItemKind.COUNTED)
    with store.writing() as session:
        first = add_item(session, command, clock=clock)
        assert add_item(session, command, clock=clock).code == first.code


def test_codes_follow_each_other_and_a_restore_repeats_none(store: Store, clock: FixedClock, founded: Founded) -> None:
    one, two = enter(store, clock, founded), enter(store, clock, founded)
    with store.writing() as session:
        open_epoch(session, founded.device, reason="restored", clock=clock)
    three = enter(store, clock, founded)
    with store.reading() as session:
        cards = [item_card(session, item, founded.shelf) for item in (one, two, three)]
    assert [card.code[:12] for card in cards if card] == ["200101000001", "200101000002", "200102000001"]


def test_a_makers_code_names_one_item_only(store: Store, clock: FixedClock, founded: Founded) -> None:
    enter(store, clock, founded, "Syal", makers_code="8991234567891")
    with pytest.raises(CodeTaken, match="Syal"):
        enter(store, clock, founded, "Kain", makers_code="8991234567891")


def test_a_price_of_nothing_is_refused(store: Store, clock: FixedClock, founded: Founded) -> None:
    with pytest.raises(PriceMissing):
        enter(store, clock, founded, price=Rupiah(0))


def test_a_cashier_enters_no_item(store: Store, clock: FixedClock, founded: Founded) -> None:
    staff = StaffId(new_id(clock))
    with store.writing() as session:
        add_staff(session, AddStaff(id=staff, by=founded.by, name="Dewi", role=Role.CASHIER), clock=clock)
    cashier = Founded(
        device=founded.device, owner=staff, shelf=founded.shelf, by=ActedBy(device=founded.device, staff=staff)
    )
    with pytest.raises(NotAllowed):
        enter(store, clock, cashier)


def test_a_motif_in_any_spelling_is_one_motif(store: Store, clock: FixedClock, founded: Founded) -> None:
    motif = AddMotif(by=founded.by, name="Kembang Sepasang", aliases=("Kembang Sepassang",))
    with store.writing() as session:
        add_motif(session, motif, clock=clock)
    enter(store, clock, founded, motif="kembang  SEPASSANG")
    enter(store, clock, founded, motif="Kembang-Sepasang")
    with store.reading() as session:
        alike = [(each.name, each.aliases) for each in motifs(session) if "Kembang Se" in each.name]
        assert alike == [("Kembang Sepasang", ("Kembang Sepassang",))]
        assert {card.motif for card in items_page(session, founded.shelf)} == {"Kembang Sepasang"}


def test_one_spelling_never_means_two_motifs(store: Store, clock: FixedClock, founded: Founded) -> None:
    with store.writing() as session:
        first = add_motif(session, AddMotif(by=founded.by, name="Matahari"), clock=clock)
        add_motif(session, AddMotif(by=founded.by, name="Surya", aliases=("Suryo",)), clock=clock)
    command = AddMotifAlias(by=founded.by, motif=first.id, name="suryo")
    with store.writing() as session, pytest.raises(MotifSpellingTaken):
        add_motif_alias(session, command, clock=clock)


def test_a_new_shop_knows_the_motifs_of_its_city(store: Store, clock: FixedClock, founded: Founded) -> None:
    for _ in range(2):
        with store.writing() as session:
            add_starting_motifs(session, founded.by, clock=clock)
    with store.reading() as session:
        assert {each.name for each in motifs(session)} == set(MOTIFS)


def test_an_item_withdrawn_is_still_known_by_its_code(store: Store, clock: FixedClock, founded: Founded) -> None:
    item = enter(store, clock, founded)
    with store.writing() as session:
        change_item(session, ChangeItem(by=founded.by, item=item, active=False), clock=clock)
    with store.reading() as session:
        assert items_page(session, founded.shelf) == ()
        assert categories(session) == ()
        card = item_card(session, item, founded.shelf)
        assert card is not None
        known = item_by_code(session, card.code, founded.shelf)
        assert known is not None
        assert not known.active


def test_sizes_of_one_thing_share_a_card(store: Store, clock: FixedClock, founded: Founded) -> None:
    group = GroupId(new_id(clock))
    sizes = [
        enter(store, clock, founded, f"Kemeja Surya {size}", size=size, group=group, group_name="Kemeja Surya")
        for size in ("S", "M", "L")
    ]
    alone = enter(store, clock, founded, "Kipas")
    with store.writing() as session:
        consign(session, clock, founded, sizes[0], pieces=2)
        consign(session, clock, founded, sizes[2], pieces=3)
    with store.reading() as session:
        page = items_page(session, founded.shelf)
    assert [card.name for card in page] == ["Kemeja Surya", "Kipas"]
    assert [card.size for card in page[0].sizes] == ["S", "M", "L"]
    assert page[0].total_stock == Quantity(5)
    assert (page[1].id, page[1].sizes) == (alone, ())


def test_a_unique_piece_that_is_gone_leaves_the_grid(store: Store, clock: FixedClock, founded: Founded) -> None:
    gone = enter(store, clock, founded, "Kain A", kind=ItemKind.UNIQUE, technique=Technique.TULIS)
    there = enter(store, clock, founded, "Kain B", kind=ItemKind.UNIQUE, technique=Technique.TULIS)
    empty = enter(store, clock, founded, "Syal", technique=Technique.CAP)
    service = enter(store, clock, founded, "Kelas", kind=ItemKind.SERVICE)
    with store.writing() as session:
        consign(session, clock, founded, there, pieces=1)
    with store.reading() as session:
        assert [card.id for card in items_page(session, founded.shelf)] == [there, service, empty]
        assert [card.id for card in items_page(session, founded.shelf, "Batik tulis", with_sold=True)] == [gone, there]
        assert categories(session) == ("Batik tulis", "Batik cap", "Kelas membatik")


def test_pages_follow_each_other_without_a_gap(store: Store, clock: FixedClock, founded: Founded) -> None:
    for number in range(7):
        enter(store, clock, founded, f"Syal {number}")
    with store.reading() as session:
        pages = [items_page(session, founded.shelf, None, offset, 3) for offset in (0, 3, 6, 9)]
        assert photo_of(session, pages[0][0].id) is None
    assert [card.name for page in pages for card in page] == [f"Syal {number}" for number in range(7)]
