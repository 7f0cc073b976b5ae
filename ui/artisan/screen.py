"""The staff's side of the artisans' counter: who may come, with which card and PIN, and what they object to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from sentra_pos.artisan_counter.enter_counter import CounterOpened, OpenCounter, open_counter
from sentra_pos.artisan_counter.give_card import CardGiven, GiveCard, give_card
from sentra_pos.artisan_counter.objection_queries import ObjectionRow, objections
from sentra_pos.artisan_counter.print_papers import PrintCard, print_card
from sentra_pos.artisan_counter.visitor_queries import Visitor, visitors
from sentra_pos.core.changes import Changes
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import new_id
from sentra_pos.core.speech import _
from ui.artisan.card_file import save_card
from ui.artisan.shop_sheets import AnswerSheet, ArtisanPinSheet, waiting_table
from ui.context import Context
from ui.kit.buttons import primary, secondary
from ui.kit.chips import Chips
from ui.kit.labels import caption, headline
from ui.kit.layout import Flow, column, plain, row, spacer
from ui.kit.messages import ask, error, toast
from ui.kit.screen import Screen
from ui.kit.table import Column, RecordTable
from ui.kit.theme import set_kind
from ui.people.approving import Approving
from ui.settlement.print_sheet import open_paper

_ARTISANS, _OBJECTIONS = "artisans", "objections"


class ArtisansScreen(Screen):
    """Says what was asked; the acts decide."""

    watches = Changes(parties=True, settlement=True)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._runs = Approving(context, self)
        self.open_button = primary(_("Open the counter for the chosen artisan"), "F12", on=self.open_counter)
        set_kind(self.open_button, compact=True)
        self.door_button = secondary(_("Let an artisan come in with card and PIN"), "F6", on=self.open_door)
        self.pin_button = secondary(_("Set PIN"), "F7", icon="lock-key", on=self.set_pin)
        self.card_button = secondary(_("Card as PDF"), "F9", icon="file-pdf", on=self.card)
        self.slip_button = secondary(_("Card on the receipt printer"), "F10", icon="printer", on=self.card_slip)
        self.lost_button = secondary(_("Card was lost"), "F8", on=self.card_lost)
        self.answer_button = secondary(_("Answer the objection"), "F5", icon="note-pencil", on=self.answer)
        self.table: RecordTable[Visitor] = RecordTable(
            (
                Column(
                    title=_("Artisan"),
                    text=lambda each: each.name,
                    second=lambda each: each.code,
                    stretch=1,
                    strong=True,
                ),
                Column(title=_("Card"), text=lambda each: each.card or "–"),
                Column(
                    title=_("PIN"),
                    text=lambda each: _("set") if each.has_pin else _("missing"),
                    tone=lambda each: "ink" if each.has_pin else "warn",
                ),
            ),
            empty=_("No artisan yet. Enter the first one under Consigned."),
            name=_("Artisans"),
            key=lambda each: each.party,
        )
        self.table.on_open(_("Open the counter for the chosen artisan"), lambda _each: self.open_counter())
        self.waiting = waiting_table(context.shop.clock.zone)
        self.waiting.on_open(_("Answer the objection"), lambda _each: self.answer())
        self.tabs = Chips([(_ARTISANS, _("Artisans")), (_OBJECTIONS, _("Objections"))], name=_("What to show"))
        self.tabs.chosen.connect(lambda key: self.show_tab(str(key)))
        self._build()

    def _build(self) -> None:
        lead = caption(_("Cards and PINs, the counter for artisans, and what they do not agree with."))
        top = row(plain(column(headline(_("Artisans' counter")), lead, spacing=2)), spacer(), self.open_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.waiting)
        # In two lines where there is no room for one.
        self._acts = plain(Flow(self.pin_button, self.card_button, self.slip_button, self.lost_button, line_spacing=8))
        line = column(plain(top), self.tabs, spacing=12, margins=(24, 20, 24, 20))
        line.addWidget(self._stack, 1)
        acts = row(self._acts, self.answer_button, spacer(0), self.door_button)
        acts.setStretch(0, 1)
        acts.setAlignment(self.door_button, Qt.AlignmentFlag.AlignBottom)
        line.addLayout(acts)
        self.setLayout(line)
        self.answer_button.hide()
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        self.context.runner.read(visitors, self._show_visitors, origin=self)
        self.context.runner.read(objections, self._show_waiting, origin=self)

    def _show_visitors(self, rows: tuple[Visitor, ...]) -> None:
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.pick_first()

    def _show_waiting(self, rows: tuple[ObjectionRow, ...]) -> None:
        self.waiting.set_rows(rows)
        if self.waiting.current() is None:
            self.waiting.pick_first()
        words = _("Objections ({count})").format(count=len(rows)) if rows else _("Objections")
        self.tabs.set_choices([(_ARTISANS, _("Artisans")), (_OBJECTIONS, words)])

    def show_tab(self, key: str) -> None:
        """The artisans, or what they object to."""
        self.tabs.choose(key)
        about_artisans = key == _ARTISANS
        self._stack.setCurrentWidget(self.table if about_artisans else self.waiting)
        self._acts.setVisible(about_artisans)
        # Who would be the chosen artisan is not to be seen beside the objections.
        self.open_button.setVisible(about_artisans)
        self.answer_button.setVisible(not about_artisans)
        (self.table if about_artisans else self.waiting).enter()

    # ----------------------------------------------------------------------------------------------------------- acts

    def open_counter(self) -> None:
        """For the chosen artisan, under one's own name; the till is locked behind it."""
        chosen = self.table.current()
        if chosen is not None:
            command = OpenCounter(by=self.context.by, party=chosen.party)
            self._runs.write(open_counter, command, self._opened, self._tell, origin=self)

    def _opened(self, opened: CounterOpened) -> None:
        self.context.counter(opened.artisan)

    def open_door(self) -> None:
        """The till is locked, and an artisan comes in alone."""
        self.context.counter(None)

    def set_pin(self) -> None:
        """A first PIN, or one in place of a forgotten one."""
        chosen = self.table.current()
        if chosen is not None:
            sheet = ArtisanPinSheet(self, self.context, chosen)
            sheet.returned.connect(lambda done: toast(self, _("Saved.")) if done else None)
            sheet.open()

    def card(self) -> None:
        """The chosen artisan's card, to be printed and laminated."""
        chosen = self.table.current()
        if chosen is not None:
            command = GiveCard(by=self.context.by, party=chosen.party)
            self._runs.write(give_card, command, self._card_given, self._tell, origin=self)

    def _card_given(self, card: CardGiven) -> None:
        shop = self.context.shop
        self.context.runner.apart(lambda: save_card(shop, card), self._card_saved, self._tell, origin=self)

    def _card_saved(self, file: Path) -> None:
        open_paper(file)
        toast(self, _("Saved as {file}.").format(file=file.name))

    def card_slip(self) -> None:
        """The same card from the receipt printer."""
        chosen = self.table.current()
        if chosen is not None:
            command = PrintCard(id=new_id(self.context.shop.clock), by=self.context.by, party=chosen.party)
            self._runs.write(print_card, command, self._slip_spooled, self._tell, origin=self)

    def _slip_spooled(self, _card: CardGiven) -> None:
        toast(self, _("It is being printed."))

    def card_lost(self) -> None:
        """Give a new card, after asking: the old one opens nothing from then on."""
        chosen = self.table.current()
        if chosen is None or not chosen.card:
            return
        question = _("{name} gets a new card. The lost one opens nothing any more.").format(name=chosen.name)
        ask(self, question, lambda yes: self._replace(chosen) if yes else None, yes=_("Give a new card"), no=_("Back"))

    def _replace(self, chosen: Visitor) -> None:
        command = GiveCard(by=self.context.by, party=chosen.party, in_place_of=chosen.card)
        self._runs.write(give_card, command, self._card_given, self._tell, origin=self)

    def answer(self) -> None:
        """The chosen objection."""
        chosen = self.waiting.current()
        if chosen is not None:
            sheet = AnswerSheet(self, self.context, chosen)
            sheet.returned.connect(lambda done: toast(self, _("Answered.")) if done else None)
            sheet.open()

    def _tell(self, trouble: SentraError) -> None:
        error(self, trouble)
