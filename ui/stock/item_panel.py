"""The panel beside the list: one item with its picture, its facts, its lots and its stock card."""

from __future__ import annotations

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QStackedWidget

from sentra_pos.catalogue.facts import Dye, Technique, dye_label, kind_label, technique_label
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.consignment.piece_queries import LotOfItem
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_short_date
from sentra_pos.giving_back.facts import place_label
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.stock.queries import StockCardRow
from ui.kit.buttons import Button
from ui.kit.chips import Chips
from ui.kit.labels import body, caption, label, set_tone, title
from ui.kit.layout import column, plain, row, scrolling, spacer
from ui.kit.swatch import Swatch
from ui.kit.table import Column, RecordTable
from ui.stock.presenter import ItemShown

PANEL_WIDTH = 340


def lot_columns() -> list[Column[LotOfItem]]:
    """Whose it is and what is left of it."""
    return [
        Column[LotOfItem](
            title=_("Lot"),
            text=lambda lot: lot.owner_name or _("the shop's own"),
            second=_lot_facts,
            stretch=1,
            strong=True,
            wraps=True,
        ),
        Column[LotOfItem](
            title=_("Left"), text=lambda lot: format_number(lot.left.units), second=_lot_price, right=True
        ),
    ]


def _lot_facts(lot: LotOfItem) -> str:
    terms = "" if lot.version is None else _("terms v{version}").format(version=lot.version)
    facts = (lot.note_code, format_short_date(lot.business_date), terms)
    return " · ".join(fact for fact in facts if fact)


def _lot_price(lot: LotOfItem) -> str:
    second: Rupiah | None = lot.net_price or lot.cost
    price = format_number(lot.price.amount)
    return price if second is None else f"{price} / {format_number(second.amount)}"


def move_columns() -> list[Column[StockCardRow]]:
    """What happened, and what was left after it."""
    return [
        Column[StockCardRow](
            title=_("Document"),
            text=lambda move: f"{_kind(move.kind)} {move.code}".strip(),
            second=lambda move: format_date(move.business_date),
            stretch=1,
        ),
        Column[StockCardRow](
            title=_("In/out"),
            text=lambda move: f"{move.change.units:+d}".replace("-", "−") if move.change else "0",
            right=True,
            tone=lambda move: "good" if move.change.units > 0 else "ink",
        ),
        Column[StockCardRow](
            title=_("Left"), text=lambda move: format_number(move.left.units), right=True, strong=True
        ),
    ]


def _kind(kind: DocumentKind) -> str:
    return {
        DocumentKind.CONSIGNMENT_NOTE: _("In"),
        DocumentKind.SALE: _("Sold"),
        DocumentKind.REFUND: _("Returned"),
        DocumentKind.NOTE_CORRECTION: _("Corrected"),
        DocumentKind.IDENTIFICATION: _("Sold"),
    }.get(kind, "")


class ItemPanel(QFrame):
    """Shows; what is pressed here is done by the screen."""

    def __init__(self, change: Button, photo: Button, tags: Button, card: Button) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setFixedWidth(PANEL_WIDTH)
        self.change, self.photo, self.tags, self.card = change, photo, tags, card
        self.swatch = Swatch(height=132)
        self._name = title("")
        self._name.setWordWrap(True)
        self._price = label("", "lead", "extrabold", "primary")
        self._here = label("", "body", "semibold")
        self._elsewhere = caption("")
        self._elsewhere.setWordWrap(True)
        self._facts = caption("")
        self._facts.setWordWrap(True)
        self._more = body("")
        self._codes = caption("")
        self._codes.setWordWrap(True)
        self.lots = RecordTable(lot_columns(), empty=_("It never came in on a note."), key=lambda lot: lot.lot)
        self.lots.setAccessibleName(_("Lots"))
        self.moves = RecordTable(move_columns(), empty=_("Nothing has moved yet."))
        self.moves.setAccessibleName(_("Stock card"))
        self.chips = Chips(
            [("lots", _("Lots")), ("card", _("Stock card")), ("facts", _("About"))], name=_("Part to show")
        )
        self.chips.chosen.connect(lambda _key: self._show_part())
        self._parts = QStackedWidget()
        for part in (self.lots, self.moves, scrolling(plain(column(self._more, self._codes, spacer(), spacing=8)))):
            self._parts.addWidget(part)
        self._build()
        self.show_item(None)

    def _build(self) -> None:
        hint = body(_("Choose an item to see its lots and its stock card."))
        set_tone(hint, "muted")
        whole = column(
            self.swatch,
            column(self._name, self._facts, spacing=2),
            column(row(self._price, spacer(), self._here), self._elsewhere, spacing=2),
            self.chips,
            spacing=10,
        )
        whole.addWidget(self._parts, 1)
        whole.addLayout(row(self.change, self.photo, spacing=8))
        whole.addLayout(row(self.tags, self.card, spacing=8))
        self._pages = QStackedWidget()
        self._pages.addWidget(plain(column(hint, spacer())))
        self._pages.addWidget(plain(whole))
        self.setLayout(column(self._pages, margins=(20, 20, 20, 20)))

    def _show_part(self) -> None:
        self._parts.setCurrentIndex(("lots", "card", "facts").index(str(self.chips.choice())))

    def show_item(self, item: ItemShown | None) -> None:
        """Another item, or none."""
        self._pages.setCurrentIndex(0 if item is None else 1)
        for button in (self.change, self.photo, self.tags, self.card):
            button.setEnabled(item is not None)
        if item is None:
            return
        details, card = item.details, item.details.card
        self._show_picture(card, item.photo)
        self._name.setText(card.name)
        self._facts.setText(facts_of(card))
        self._facts.setVisible(bool(self._facts.text()))
        self._price.setText(format_rupiah(card.price))
        here = _("{count} on the shelf").format(count=format_number(card.stock.units))
        self._here.setText(here)
        set_tone(self._here, "ink" if card.stock.units > 0 else "muted" if card.stock.units == 0 else "bad")
        self._elsewhere.setText(_places(item))
        self._elsewhere.setVisible(bool(item.elsewhere))
        days = details.work_days or 0
        worked = ngettext("{count} day of work", "{count} days of work", days).format(count=format_number(days))
        made = [card.maker_name, kind_label(card.kind), card.category, worked if days else ""]
        made += [details.motif_story, details.remark]
        self._more.setText("\n".join(part for part in made if part))
        codes = (card.code, *details.makers_codes)
        self._codes.setText(_("Codes: {codes}").format(codes=", ".join(code for code in codes if code)))
        self.lots.set_rows(item.lots)
        self.moves.set_rows(item.moves)

    def _show_picture(self, card: ItemCard, jpeg: bytes | None) -> None:
        photo: QPixmap | None = None
        if jpeg is not None:
            photo = QPixmap()
            photo.loadFromData(jpeg)
        dye = "natural" if card.dye is Dye.NATURAL else "synthetic"
        batik = card.technique is not Technique.NONE
        self.swatch.show_motif(
            card.motif or card.name, "natural" if dye == "natural" else "synthetic", batik=batik, photo=photo
        )


def _places(item: ItemShown) -> str:
    line = _("{place}: {pieces}")
    return " · ".join(
        line.format(place=place_label(kind), pieces=format_number(pieces.units)) for kind, pieces in item.elsewhere
    )


def facts_of(card: ItemCard) -> str:
    """Technique, dye, cloth and size in one line."""
    facts = (technique_label(card.technique), dye_label(card.dye), card.cloth, card.size)
    return " · ".join(fact for fact in facts if fact)
