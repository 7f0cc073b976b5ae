"""The stock screen: found, read page by page, priced anew, photographed; and no text is cut."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.change_item import ChangeItem, change_item
from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.catalogue.queries import ItemCard, item_card, photo_of
from sentra_pos.consignment.change_price import Consent, ConsentWay
from sentra_pos.consignment.errors import ConsentMissing
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, PartyId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.giving_back.transfer_goods import MovedGoods, TransferGoods, transfer_goods
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.shop import Shop
from sentra_pos.tags.queries import needs_new_tag
from tests.factories import Founded, add_agreement, add_artisan, bring_in
from tests.ui.back_room import Desk, clipped_everywhere
from ui.kit.immediate import ImmediateRunner
from ui.people.approve_sheet import ApproveSheet
from ui.stock.change_sheet import ChangeSheet
from ui.stock.presenter import PAGE, ItemEdit, ItemShown, StockPresenter
from ui.stock.screen import StockScreen


class Shelf:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.cards: tuple[ItemCard, ...] = ()
        self.item: ItemShown | None = None
        self.picked: ItemId | None = None
        self.said: list[str] = []

    def show_categories(self, names: tuple[str, ...]) -> None:
        self.names = names

    def show_items(self, cards: tuple[ItemCard, ...], *, searched: bool) -> None:
        self.cards = cards

    def add_items(self, cards: tuple[ItemCard, ...]) -> None:
        self.cards = (*self.cards, *cards)

    def show_item(self, item: ItemShown | None) -> None:
        self.item = item

    def pick_item(self, item: ItemId) -> None:
        self.picked = item

    def tell(self, sentence: str) -> None:
        self.said.append(sentence)

    def tell_trouble(self, trouble: SentraError) -> None:
        self.said.append(str(trouble))


def an_item(shop: Shop, clock: FixedClock, founded: Founded, name: str = "Kain Mega Mendung") -> ItemId:
    item = ItemId(new_id(clock))
    command = AddItem(id=item, by=founded.by, name=name, price=Rupiah(165_000), kind=ItemKind.COUNTED)
    with shop.writing() as session:
        add_item(session, command, clock=clock)
    return item


def stocked(shop: Shop, clock: FixedClock, founded: Founded) -> ItemId:
    """Ten pieces on the shelf, by a note under terms."""
    item = an_item(shop, clock, founded)
    with shop.writing() as session:
        party = add_artisan(session, clock)
        add_agreement(session, clock, founded, party)
        bring_in(session, clock, founded, party, item)
    return item


def looking(shop: Shop, founded: Founded, page: int = PAGE) -> tuple[StockPresenter, Shelf]:
    shelf = Shelf()
    presenter = StockPresenter(ImmediateRunner(shop), founded.by, shelf, page=page)
    presenter.load()
    return presenter, shelf


def a_photo(tmp_path: Path) -> Path:
    file, picture = tmp_path / "kain.png", io.BytesIO()
    Image.new("RGB", (60, 40), "#9C3D1B").save(picture, "PNG")
    file.write_bytes(picture.getvalue())
    return file


def test_every_item_is_reached_page_by_page_once(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    items = [an_item(shop, clock, founded, f"Kain {number % 7}") for number in range(12)]
    presenter, shelf = looking(shop, founded, page=5)
    assert len(shelf.cards) == 5
    for _page in range(4):
        presenter.more()
    assert len(shelf.cards) == len(items)
    assert {card.id for card in shelf.cards} == set(items)
    assert [card.name for card in shelf.cards] == sorted(card.name for card in shelf.cards)


def test_an_item_tells_its_lots_and_its_stock_card(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    item = stocked(shop, clock, founded)
    presenter, shelf = looking(shop, founded)
    presenter.pick(item)
    assert shelf.item is not None
    (lot,) = shelf.item.lots
    assert (lot.owner_name, lot.left.units, lot.version, lot.price) == ("Sanggar Melati", 10, 1, Rupiah(165_000))
    (move,) = shelf.item.moves
    assert (move.change.units, move.left.units) == (10, 10)


def test_what_is_not_on_the_shelf_is_told_by_place(desk: Desk) -> None:
    item = stocked(desk.shop, desk.clock, desk.founded)
    goods = (MovedGoods(item=item, quantity=Quantity(4)),)
    command = TransferGoods(
        id=DocumentId(new_id(desk.clock)), by=desk.founded.by, target=PlaceKind.STORE_ROOM, goods=goods
    )
    with desk.shop.writing() as session:
        transfer_goods(session, command, clock=desk.clock)
    screen = opened(desk)
    screen.pick_item(item)
    desk.settle()
    said = [each.text() for each in screen.panel.findChildren(QLabel) if each.isVisible()]
    assert {"6 di etalase", "Gudang: 4"} <= set(said)


def test_a_category_and_a_misspelt_word_leave_out_the_rest(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    cloth, sandal = an_item(shop, clock, founded), an_item(shop, clock, founded, "Sandal batik")
    presenter, shelf = looking(shop, founded)
    presenter.take_category(next(name for name in shelf.names if name == "Alas kaki"))
    assert [card.id for card in shelf.cards] == [sandal]
    presenter.take_category(None)
    presenter.search("mega mendong")
    assert [card.id for card in shelf.cards] == [cloth]


def test_a_scanned_tag_is_picked_and_an_unknown_one_is_told(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    item = an_item(shop, clock, founded)
    presenter, shelf = looking(shop, founded)
    presenter.scan(shelf.cards[0].code)
    assert shelf.picked == item
    presenter.scan("8991234567890")
    assert len(shelf.said) == 1


def test_a_photo_goes_onto_the_item_and_a_text_does_not(
    shop: Shop, clock: FixedClock, founded: Founded, tmp_path: Path
) -> None:
    item = an_item(shop, clock, founded)
    presenter, shelf = looking(shop, founded)
    presenter.pick(item)
    presenter.put_photo(a_photo(tmp_path))
    assert shelf.item is not None
    assert shelf.item.photo is not None
    text = tmp_path / "kain.txt"
    text.write_text("not a photo", encoding="utf-8")
    presenter.put_photo(text)
    assert len(shelf.said) == 1
    with shop.reading() as session:
        assert photo_of(session, item) == shelf.item.photo


def opened(desk: Desk) -> StockScreen:
    screen = desk.open(StockScreen).front()
    assert isinstance(screen, StockScreen)
    return screen


def test_a_fault_lets_go_of_the_sheet(desk: Desk) -> None:
    stocked(desk.shop, desk.clock, desk.founded)
    screen = opened(desk)
    item = screen.presenter.item
    assert item is not None
    price_id = DocumentId(new_id(desk.clock))
    sheet = ChangeSheet(
        screen, item.details, desk.founded.by, price_id, lambda _command, _done, _failed, ended: ended()
    )
    sheet.open()
    sheet.confirm()
    assert sheet.back_button.isEnabled()
    sheet.reject()


def test_a_price_is_changed_by_keyboard(desk: Desk) -> None:
    item = stocked(desk.shop, desk.clock, desk.founded)
    screen = opened(desk)
    desk.press(Qt.Key.Key_F7)
    assert isinstance(desk.sheet(), ChangeSheet)
    desk.type("185000")
    desk.press(Qt.Key.Key_Return)
    desk.type("pewarna naik")
    desk.press(Qt.Key.Key_Return)
    with desk.shop.reading() as session:
        card = item_card(session, item, desk.founded.shelf)
    assert card is not None
    assert card.price == Rupiah(185_000)
    assert screen.table.records.rows[0].price == Rupiah(185_000)
    assert screen.presenter.item is not None
    assert screen.presenter.item.lots[0].price == Rupiah(165_000), "what was agreed stays"


def test_the_artisans_consent_goes_along_once_it_is_known_whose_it_takes(desk: Desk) -> None:
    stocked(desk.shop, desk.clock, desk.founded)
    screen = opened(desk)
    item = screen.presenter.item
    assert item is not None
    artisan = PartyId(new_id(desk.clock))
    sent: list[ItemEdit] = []

    def send(edit: ItemEdit, _done: object, failed: Callable[[SentraError], object], _ended: object) -> None:
        sent.append(edit)
        assert edit.price is not None
        if not edit.price.consents:
            failed(ConsentMissing(names="Sanggar Melati", parties=(artisan,)))

    sheet = ChangeSheet(screen, item.details, desk.founded.by, DocumentId(new_id(desk.clock)), send)
    sheet.open()
    sheet.price.set_value(Rupiah(185_000))
    sheet.reason.setText("pewarna naik")
    sheet.consent.set_value(ConsentWay.PHONE)
    sheet.confirm()
    asked, answered = (each.price for each in sent)
    assert asked is not None
    assert answered is not None
    assert asked.id == answered.id
    assert answered.consents == (Consent(party=artisan, way=ConsentWay.PHONE),)
    sheet.reject()


def test_a_price_of_nothing_is_told_at_the_price(desk: Desk) -> None:
    an_item(desk.shop, desk.clock, desk.founded)
    opened(desk)
    desk.press(Qt.Key.Key_F7)
    sheet = desk.sheet()
    assert isinstance(sheet, ChangeSheet)
    desk.type("0")
    desk.press(Qt.Key.Key_Return)
    assert sheet.price.problem


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_is_cut(desk: Desk, language: str) -> None:
    use_language(language)
    screen = opened(desk)
    cut = {"empty": clipped_everywhere(screen.window())}
    stocked(desk.shop, desk.clock, desk.founded)
    screen.refresh()
    desk.settle()
    for part in ("lots", "card", "facts"):
        screen.panel.chips.chip(part).click()
        cut[part] = clipped_everywhere(screen.window())
    desk.press(Qt.Key.Key_F7)
    cut["change"] = clipped_everywhere(screen.window())
    assert {name: texts for name, texts in cut.items() if texts} == {}


def test_printed_cloth_loses_its_label_by_the_owners_pin_and_then_needs_a_tag(desk: Desk) -> None:
    item, dewi = stocked(desk.shop, desk.clock, desk.founded), StaffId(new_id(desk.clock))
    printed = ChangeItem(by=desk.founded.by, item=item, technique=Technique.TIRUAN)
    with desk.shop.writing() as session:
        change_item(session, printed, clock=desk.clock)
        entered = AddStaff(id=dewi, by=desk.founded.by, name="Dewi", role=Role.SUPERVISOR)
        add_staff(session, entered, clock=desk.clock)
    desk.clock.advance(timedelta(minutes=1))
    context = desk.context(Role.SUPERVISOR)
    context = replace(context, who=replace(context.who, staff=dewi, name="Dewi"))
    screen = desk.open(lambda _owner: StockScreen(context)).front()
    assert isinstance(screen, StockScreen)
    desk.press(Qt.Key.Key_F7)
    sheet = desk.sheet()
    assert isinstance(sheet, ChangeSheet)
    sheet.technique.set_value(Technique.CAP)
    desk.press(Qt.Key.Key_Return)
    asked = desk.sheet()
    assert isinstance(asked, ApproveSheet)
    assert clipped_everywhere(desk.windows[-1]) == []
    desk.type("246813")
    desk.press(Qt.Key.Key_Return)
    with desk.shop.reading() as session:
        card = item_card(session, item, desk.founded.shelf)
        needed = needs_new_tag(session)
    assert card is not None
    assert card.technique is Technique.CAP
    assert [each.item for each in needed] == [item]
