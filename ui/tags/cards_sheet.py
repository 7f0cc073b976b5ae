"""Print the cards that tell a piece's story: on sheets to cut, or as a slip on the receipt printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.catalogue.facts import technique_label
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId, new_id
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.people.permissions import Permission
from sentra_pos.printing.kinds import Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.tags.bitmap import preview_png
from sentra_pos.tags.card import CardFacts, card_drawing
from sentra_pos.tags.print_cards import CardsPrinted, PrintCards, print_cards
from sentra_pos.tags.queries import card_facts, certificates
from sentra_pos.tags.rules import Certificate
from sentra_pos.tags.set_card_slip import CardSlipSet, SetCardSlip, card_slip_wanted, set_card_slip
from sentra_pos.tags.sheets import TagSheet
from sentra_pos.tags.starting_sheets import EIGHT_CARDS, TEN_CARDS
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import caption
from ui.kit.layout import column, row, spacer
from ui.kit.messages import Banner, toast
from ui.kit.table import Column, RecordTable
from ui.settlement.print_sheet import open_paper
from ui.tags.certificate_sheet import CertificateSheet
from ui.tags.preview import Preview
from ui.tags.sheet_picture import SheetPicture
from ui.tags.story_sheet import StorySheet
from ui.tags.tag_files import save_cards


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    cards: tuple[CardFacts, ...]
    certificates: tuple[Certificate, ...]
    shop: str
    printer: bool
    with_unique: bool


class CardsSheet(Sheet):
    """Returns the file that was made, or what was sent to the printer."""

    def __init__(self, parent: QWidget, context: Context, items: Sequence[ItemId]) -> None:
        super().__init__(parent, title=_("Cards of pieces"), primary_text=_("Save as PDF"), width=900, height=660)
        self._context, self._items = context, tuple(dict.fromkeys(items))
        self._printing = new_id(context.shop.clock)
        self._found: _Loaded | None = None
        self.opens = True
        self.sizes = Chips([(TEN_CARDS, _("10 on a page")), (EIGHT_CARDS, _("8 on a page"))], name=_("Size"))
        self.table = RecordTable(
            _columns(), empty=_("No piece is chosen."), name=_("Pieces"), key=lambda card: card.item
        )
        self.preview = Preview(_("As it will be printed"), 420, 260)
        self.picture = SheetPicture(180, 256)
        self.start_words = caption("")
        self.certificate = secondary("Batikmark", "F4", icon="shield-check", on=self.change_certificate)
        self.story = secondary(_("Story"), "F5", icon="note-pencil", on=self.tell_story)
        self.slip_button = secondary(_("Receipt printer"), "F9", icon="printer", on=self.print_slips)
        self.with_unique = QCheckBox(_("Print the card with every unique piece that is sold"))
        self.with_unique.clicked.connect(lambda _on: self._set_with_unique())
        self._problem = Banner("")
        self._problem.hide()
        self.certificate.setVisible(False)
        self.story.setVisible(False)
        if not context.may(Permission.SETTINGS):
            self.with_unique.hide()
        self._build()
        self.sizes.chosen.connect(lambda _key: self._size_chosen())
        self.table.picked.connect(lambda _card: self._picked())
        self.picture.chosen.connect(lambda _place: self._tell())
        self._load()

    def _build(self) -> None:
        left = column(self.sizes, spacing=10)
        left.addWidget(self.table, 1)
        left.addWidget(self.preview)
        right = column(self.start_words, self.picture, spacer(), spacing=8)
        middle = row(spacing=20)
        middle.addLayout(left, 1)
        middle.addLayout(right)
        self.content.addLayout(middle, 1)
        self.content.addWidget(self.with_unique)
        self.content.addWidget(self._problem)
        self.footer.insertWidget(1, self.slip_button)
        self.footer.insertWidget(1, self.story)
        self.footer.insertWidget(1, self.certificate)

    def _load(self) -> None:
        items, clock = self._items, self._context.shop.clock

        def ask(session: Any) -> _Loaded:
            return _Loaded(
                cards=card_facts(session, items, clock),
                certificates=certificates(session),
                shop=str(get_setting(session, SHOP_NAME, default="")),
                printer=printer_for(session, Role.RECEIPT) is not None,
                with_unique=card_slip_wanted(session),
            )

        self._context.runner.read(ask, self._show, self._trouble, origin=self)

    def _show(self, found: _Loaded) -> None:
        self._found = found
        self.table.set_rows(found.cards)
        self.table.pick_first()
        self.slip_button.setEnabled(found.printer and bool(found.cards))
        self.with_unique.setChecked(found.with_unique)
        self._size_chosen()
        self._picked()

    def _sheet(self) -> TagSheet:
        chosen = self.sizes.choice()
        return chosen if isinstance(chosen, TagSheet) else TEN_CARDS

    def _size_chosen(self) -> None:
        self.picture.show_sheet(self._sheet(), start=0, count=self._count())
        self._tell()
        self._picked()

    def _count(self) -> int:
        return len(self._found.cards) if self._found is not None else 0

    def _tell(self) -> None:
        number = format_number(self.picture.start + 1)
        self.start_words.setText(_("First free place: {number}").format(number=number))

    def _picked(self) -> None:
        card = self.table.current()
        may = self._context.may(Permission.MANAGE_ARTISANS)
        self.certificate.setVisible(may and card is not None and card.maker_id is not None)
        changes = self._context.may(Permission.MANAGE_ITEMS)
        self.story.setVisible(changes and card is not None and card.motif_id is not None)
        if card is None or self._found is None:
            self.preview.show_png(None)
            return
        sheet = self._sheet()
        self.preview.show_png(
            preview_png(card_drawing(card, self._found.shop, sheet.label_width / 10, sheet.label_height / 10))
        )

    def change_certificate(self) -> None:
        """Open the certificate of whoever made the piece that is picked."""
        card = self.table.current()
        if card is None or card.maker_id is None or self._found is None:
            return
        known = next((each for each in self._found.certificates if each.party == card.maker_id), None)
        sheet = CertificateSheet(self, self._context, card.maker_id, card.maker, known)
        sheet.returned.connect(lambda done: self._load() if done is not None else None)
        sheet.open()

    def tell_story(self) -> None:
        """Open the story of the motif of the piece that is picked."""
        card = self.table.current()
        if card is None or card.motif_id is None:
            return
        sheet = StorySheet(self, self._context, card.motif_id, card.motif, card.story)
        sheet.returned.connect(lambda done: self._load() if done is not None else None)
        sheet.open()

    def _set_with_unique(self) -> None:
        command = SetCardSlip(by=self._context.by, on=self.with_unique.isChecked())

        def done(kept: CardSlipSet) -> None:
            self.with_unique.setChecked(kept.on)

        self._context.runner.write(set_card_slip, command, done, self._trouble, origin=self)

    # ----------------------------------------------------------------------------------------------------- printing

    def confirm(self) -> None:
        if not self._count():
            return
        shop, sheet, items, start = self._context.shop, self._sheet(), self._items, self.picture.start
        self.busy(True)
        self._context.runner.apart(
            lambda: save_cards(shop, sheet, items, start),
            self._saved,
            self._trouble,
            ended=lambda: self.busy(False),
            origin=self,
        )

    def _saved(self, file: Path) -> None:
        if self.opens:
            open_paper(file)
        toast(self._behind, _("Saved as {file}.").format(file=file.name))
        self.busy(False)
        self.finish(file)

    def print_slips(self) -> None:
        """Send a slip of each piece to the receipt printer."""
        command = PrintCards(id=self._printing, by=self._context.by, items=self._items)
        self.busy(True)
        self._context.runner.write(
            print_cards, command, self._sent, self._trouble, ended=lambda: self.busy(False), origin=self
        )

    def _sent(self, printed: CardsPrinted) -> None:
        words = ngettext("{count} card is on its way.", "{count} cards are on their way.", printed.count)
        toast(self._behind, words.format(count=format_number(printed.count)))
        self.busy(False)
        self.finish(printed)

    def _trouble(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()


def _columns() -> list[Column[CardFacts]]:
    return [
        Column[CardFacts](title=_("Piece"), text=lambda card: card.name, second=_facts, stretch=1, strong=True),
        Column[CardFacts](title="Batikmark", text=lambda card: card.batikmark or "–", right=True),
    ]


def _facts(card: CardFacts) -> str:
    return " · ".join(part for part in (card.maker, technique_label(card.technique), card.motif) if part)
