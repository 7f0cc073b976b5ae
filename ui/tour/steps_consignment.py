"""The tour with consigned goods: terms, a receipt that becomes a note, tags, cards, a count, and goods that go back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.drop_off_queries import open_drop_offs
from sentra_pos.consignment.note_queries import note, notes
from sentra_pos.consignment.queries import agreements_of
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.counting.facts import Outcome
from ui.consignment.agreement_sheet import RATES, WHY, AgreementSheet
from ui.consignment.agreements_sheet import AgreementsSheet
from ui.consignment.decline_sheet import DeclineSheet
from ui.consignment.drop_off_sheet import DropOffSheet
from ui.consignment.note_done_sheet import NoteDoneSheet
from ui.consignment.note_sheet import NoteSheet
from ui.consignment.rate_sheet import RateSheet
from ui.consignment.screen import ConsignmentScreen
from ui.consignment.waiting_sheet import WaitingSheet
from ui.counting.counts_page import CountsPage
from ui.counting.decide_sheet import DecideSheet
from ui.counting.report_sheet import ReportSheet
from ui.counting.review_sheet import ReviewSheet
from ui.counting.screen import CASES, CountingScreen
from ui.give_back.goods_paper_sheet import GoodsPaperSheet
from ui.give_back.hand_over_sheet import HandOverSheet
from ui.give_back.screen import GiveBackScreen
from ui.kit.dialog import Sheet
from ui.stock.screen import StockScreen
from ui.tags.cards_sheet import CardsSheet
from ui.tags.story_sheet import StorySheet
from ui.tags.tags_sheet import TagsSheet
from ui.tour.tour import Tour, must, must_be, one

#: What was left without a price, and is one of a kind.
LEFT = "Kain Tulis Mojo Latar Putih"
_LEFT_PRICE = Rupiah(950_000)
_STORY = "Kain Mrico Bolong"
#: Invented, like everything in the demo.
_WHAT_IT_TELLS = "Contoh cerita: butir merica berlubang, digambar berderet seperti tabur di halaman rumah."
_MISSED, _FETCHED = "Kain Rawan Indek", "Kain Koro Renteng"
#: 875.000 less 15 %, which the agreement it came under leaves to the shop.
COMPENSATION = Rupiah(743_750)
_CATEGORY_RATE = Percent.whole(12)


def agree(tour: Tour) -> None:
    """New terms: one kind of goods has a rate of its own; why it holds, and the agreement on paper."""
    hands = tour.hands
    screen = _with(tour)
    hands.press(Qt.Key.Key_F5)
    sheet = hands.sheet(AgreementSheet)
    hands.click(sheet.chips.chip(RATES))
    hands.press(Qt.Key.Key_F2)
    rate = hands.sheet(RateSheet)
    hands.type(rate.rate, "12")
    hands.picture("rate-of-its-own")
    hands.go_on(rate)
    hands.sheet(AgreementSheet)
    hands.click(sheet.chips.chip(WHY))
    hands.picture("why-this-rate")
    hands.go_on(sheet)
    hands.no_sheet()
    newest = tour.ask(lambda session: agreements_of(session, tour.artisan(tour.plan.keeper).id))[0]
    must_be([each.rate for each in newest.rates], [_CATEGORY_RATE], "the rates of their own")
    hands.click(screen.agreements_button)
    versions = hands.sheet(AgreementsSheet)
    hands.picture("agreements")
    tour.make_paper("agreement.pdf", lambda: hands.press(Qt.Key.Key_F9))
    versions.reject()
    hands.no_sheet()
    tour.facts["version"] = newest.version


def leave_goods(tour: Tour) -> None:
    """Left here before anybody had time: a receipt in words and numbers; nothing is taken in yet."""
    hands = tour.hands
    screen = _with(tour)
    before = len(tour.cards())
    hands.click(screen.doors.left_button)
    sheet = hands.sheet(DropOffSheet)
    for what, count in (("kain tulis latar putih", "1"), ("selendang", "2")):
        hands.type(sheet.what, what)
        hands.type(sheet.count, count)
        hands.press(Qt.Key.Key_Return)
    hands.picture("left-here")
    hands.press(Qt.Key.Key_F12)
    hands.wait_for("the receipt", lambda: not isinstance(hands.sheet(Sheet), DropOffSheet))
    asked = hands.sheet(Sheet)
    tour.make_paper("drop-off.pdf", lambda: hands.go_on(asked))
    hands.no_sheet()
    left = one(tour.ask(open_drop_offs), "receipt that waits to be noted")
    must_be((left.pieces.units, len(tour.cards())), (3, before), "the pieces left, and the goods for sale")
    tour.facts["receipt"] = left.code


def note_what_was_left(tour: Tour) -> None:
    """The receipt becomes a note: one piece is taken in, two are declined and go home; its tags at once."""
    hands = tour.hands
    _with(tour)
    hands.press(Qt.Key.Key_F10)
    waiting = hands.sheet(WaitingSheet)
    hands.wait_for("the receipt in the list", waiting.table.current)
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(NoteSheet)
    hands.settle()
    form = sheet.form
    hands.type(form.name, LEFT)
    form.kind.choose(ItemKind.UNIQUE)
    hands.type(form.price, "950rb")
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("the piece on the note", lambda: len(sheet.presenter.lines) == 1)
    hands.press(Qt.Key.Key_F9)
    declining = hands.sheet(DeclineSheet)
    for field, words in (
        (declining.what, "selendang"),
        (declining.count, "2"),
        (declining.reason, "warna luntur di tepi"),
    ):
        hands.type(field, words)
    hands.go_on(declining)
    hands.wait_for("what was declined", lambda: sheet.presenter.declined)
    hands.picture("note-with-declined")
    hands.press(Qt.Key.Key_F12)
    done = hands.sheet(NoteDoneSheet)
    _print_tags(tour)
    tour.make_paper("note-declined.pdf", lambda: hands.go_on(done))
    hands.no_sheet()
    must_be(tour.ask(open_drop_offs), (), "the receipts that wait")
    newest = tour.ask(lambda session: notes(session, party=tour.artisan(tour.plan.keeper).id))[0]
    found = tour.ask(lambda session: note(session, newest.id))
    assert found is not None
    must_be((found.pieces.units, found.value), (1, _LEFT_PRICE), "the pieces on the note, and their value")
    tour.facts["note"] = found.code


def _print_tags(tour: Tour) -> None:
    hands = tour.hands
    hands.press(Qt.Key.Key_F10)
    tags = hands.sheet(TagsSheet)
    hands.wait_for("the tags", lambda: tags.lines)
    hands.picture("tags")
    tour.make_paper("tags.pdf", lambda: hands.go_on(tags))
    hands.sheet(NoteDoneSheet)


def print_card(tour: Tour) -> None:
    """The card that tells a piece's story."""
    hands = tour.hands
    screen = hands.go_to("stock", StockScreen)
    hands.scan(tour.card(_STORY).code)
    hands.wait_for("the piece", lambda: screen.presenter.item and screen.presenter.item.details.card.name == _STORY)
    hands.press(Qt.Key.Key_F10)
    sheet = hands.sheet(CardsSheet)
    hands.wait_for("the card", sheet.table.current)
    hands.press(Qt.Key.Key_F5)
    telling = hands.sheet(StorySheet)
    telling.story.setPlainText(_WHAT_IT_TELLS)
    hands.go_on(telling)
    hands.sheet(CardsSheet)
    hands.wait_for("the story on the card", lambda: [card for card in sheet.table.records.rows if card.story])
    hands.picture("identity-card")
    tour.make_paper("card.pdf", lambda: hands.go_on(sheet))
    hands.no_sheet()


def count_stock(tour: Tour) -> None:
    """One artisan's goods on the shelf, by scan, zone by zone; one piece is not there."""
    hands = tour.hands
    screen = hands.go_to("counting", CountingScreen)
    page, keeper = screen.counts, tour.artisan(tour.plan.keeper)
    hands.wait_for("the places", page.begin.isEnabled)
    page.artisan.choose(keeper.id)
    hands.type(page.zones, "Rak 1, Etalase kaca")
    hands.press(Qt.Key.Key_F12)
    hands.wait_for("the count", lambda: page.presenter.count)
    hands.settle()
    for name in (_FETCHED, LEFT):
        seen = tour.card(name)
        hands.scan(seen.code)
        hands.wait_for("its scan", partial(_was_scanned, page, seen.id))
        hands.picture("count-zone")
        hands.press(Qt.Key.Key_F7)
        hands.settle()
    hands.press(Qt.Key.Key_F12)
    review = hands.sheet(ReviewSheet)
    must(review.looked_through.isChecked(), "with every zone done, all of it should be looked through")
    hands.wait_for("the difference", lambda: review.table.records.rows)
    hands.picture("differences")
    hands.press(Qt.Key.Key_F12)
    report = hands.sheet(ReportSheet)
    hands.wait_for("the report", report.table.current)
    tour.make_paper("difference-slip.pdf", lambda: hands.press(Qt.Key.Key_F7))
    report.reject()
    hands.no_sheet()
    must_be(_here(tour, _MISSED), 0, f"what is here of {_MISSED}")


def _was_scanned(page: CountsPage, item: ItemId) -> bool:
    return page.presenter.last == item


def decide_case(tour: Tour) -> None:
    """The shop pays for the missing piece, as agreed: it is in the artisan's next settlement."""
    hands = tour.hands
    screen = hands.go_to("counting", CountingScreen)
    hands.click(screen.tabs.chip(CASES))
    hands.wait_for("the case", screen.cases.table.current)
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(DecideSheet)
    hands.click(sheet.tiles[Outcome.SHOP_PAYS])
    hands.picture("decide-case")
    hands.press(Qt.Key.Key_F12)
    hands.no_sheet()
    hands.picture("case-decided")
    tour.facts["compensation"] = COMPENSATION.amount


def give_back(tour: Tour) -> None:
    """What did not sell is set aside, fetched, and handed over with a note that both sides sign."""
    hands = tour.hands
    screen = hands.go_to("give_back", GiveBackScreen)
    hands.scan(tour.card(_FETCHED).code)
    hands.wait_for("the piece to be chosen", lambda: screen.presenter.marked)
    hands.picture("chosen-to-give-back")
    hands.press(Qt.Key.Key_F6)
    listed = hands.sheet(GoodsPaperSheet)
    listed.reject()
    hands.no_sheet()
    hands.wait_for("what is set aside", screen.presenter.to_hand_over)
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(HandOverSheet)
    hands.type(sheet.reason, "Belum laku, mau dipakai sendiri")
    hands.picture("hand-over")
    hands.press(Qt.Key.Key_F12)
    printing = hands.sheet(GoodsPaperSheet)
    tour.make_paper("handed-back.pdf", lambda: hands.go_on(printing))
    hands.no_sheet()
    must_be(_here(tour, _FETCHED), 0, f"what is here of {_FETCHED}")


def _here(tour: Tour, name: str) -> int:
    return sum(card.stock.units for card in tour.cards() if card.name == name)


def _with(tour: Tour) -> ConsignmentScreen:
    """The screen of consigned goods, with the artisan of this story in front."""
    screen = tour.hands.go_to("consignment", ConsignmentScreen)
    keeper = tour.artisan(tour.plan.keeper)
    screen.table.pick(keeper.id)
    tour.hands.wait_for(
        "the artisan", lambda: screen.presenter.detail and screen.presenter.detail.artisan.id == keeper.id
    )
    tour.hands.settle()
    return screen
