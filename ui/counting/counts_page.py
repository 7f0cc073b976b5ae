"""The counts: those that go on, those before, and a form to begin one; or the sheet of the one that is open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import ItemId, PartyId, PlaceId
from sentra_pos.core.speech import _
from sentra_pos.counting.count_item import CountItem, ItemCounted
from sentra_pos.counting.end_zone import EndZone, ZoneEnded
from sentra_pos.counting.errors import ZonesUnclear
from sentra_pos.counting.post_count import CountPosted
from sentra_pos.counting.queries import CountSheet, PlaceToCount, Review
from ui.consignment.choice import Choice
from ui.context import Context
from ui.counting.counts import CountsPresenter, Overview, zones_typed
from ui.counting.report_sheet import ReportSheet
from ui.counting.review_sheet import ReviewSheet
from ui.counting.rows import CountRow, count_columns, count_rows
from ui.counting.sheet_page import SheetPage
from ui.kit.buttons import primary
from ui.kit.chips import Chips
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body, caption, title
from ui.kit.layout import column, panel, plain, spacer
from ui.kit.messages import ask, ask_again, error, toast
from ui.kit.table import RecordTable
from ui.people.approving import Approving


class CountsPage(QWidget):
    """``panel`` is for the screen to place; both change when a count is opened."""

    #: The page in a sentence, and how many counts go on.
    said = Signal(str, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._zone = context, context.shop.clock.zone
        self.presenter = CountsPresenter(Approving(context, self), context.shop.clock, context.by, self)
        self._overview: Overview | None = None
        self.review_sheet: ReviewSheet | None = None
        self.table: RecordTable[CountRow] = RecordTable(
            count_columns(),
            empty=_("Nothing was counted yet. Choose a place on the right and begin: selling goes on meanwhile."),
            name=_("Counts"),
            key=lambda row: row.id,
        )
        self.places = Chips(name=_("Place"))
        self.artisan: Choice[PartyId | None] = Choice([(None, _("Everybody's goods"))], name=_("Whose goods"))
        self.zones = TextField(placeholder=_("Rack 1, Showcase, Rail"))
        self.blind = QCheckBox(_("Blind: do not show the book"))
        self.begin = primary(_("Begin to count"), "F12", on=self._begin)
        self.sheet = SheetPage(self)
        self._stack, self.panel = QStackedWidget(), QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.sheet)
        self.panel.addWidget(self._start_panel())
        self.panel.addWidget(self.sheet.panel)
        layout = column(spacing=0)
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self.table.on_open(_("Open"), self._open)
        self.places.chosen.connect(lambda _place: self._offer_artisans())
        self.artisan.chosen.connect(lambda _party: self._offer_zones())
        context.scans.listen(self, self.presenter.scan)

    def _start_panel(self) -> QWidget:
        return panel(
            title(_("New count")),
            plain(column(caption(_("Place")), self.places, spacing=4)),
            plain(column(caption(_("Whose goods")), self.artisan, spacing=4)),
            with_problem(self.zones, _("Zones"), _("If you walk rack by rack: their names, with commas between.")),
            self.blind,
            body(_("What is sold or comes in while you count is allowed for. Everything is saved at every scan.")),
            spacer(),
            self.begin,
            spacing=14,
        )

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_overview(self, overview: Overview) -> None:
        """The list, and what can be chosen."""
        self._overview = overview
        self._stack.setCurrentWidget(self.table)
        self.panel.setCurrentIndex(0)
        self.table.set_rows(count_rows(overview, self._zone))
        if self.table.current() is None:
            self.table.pick_first()
        self.places.set_choices((place.id, place.name) for place in overview.places)
        # Whatever happens in the shop reads the list again: what is half typed stays.
        self._offer_artisans(typed=self.zones.isModified())
        self.setFocusProxy(self.table)
        self.said.emit(_("Selling goes on while you count"), len(overview.going_on))

    def show_sheet(self, sheet: CountSheet, last: ItemId | None) -> None:
        """One count, with what was scanned last in front."""
        if self._stack.currentWidget() is not self.sheet:
            self.zones.setModified(False)
            self._stack.setCurrentWidget(self.sheet)
            self.panel.setCurrentWidget(self.sheet.panel)
            self.setFocusProxy(self.sheet)
            self.sheet.begin()
        self.said.emit(self.sheet.show_sheet(sheet, last), 0)

    def show_review(self, found: Review) -> None:
        """The differences, over the count."""
        if self.review_sheet is not None:
            self.review_sheet.show_review(found)

    def counted(self, counted: ItemCounted) -> None:
        self.sheet.counted(counted)
        if counted.again:
            words = _("Not counted. {name} has to be counted again before the count can be finished.")
            toast(self, words.format(name=counted.name), "warn")

    def zone_ended(self, ended: ZoneEnded) -> None:
        words = _("{zone} is done.") if ended.done else _("{zone} is open again.")
        toast(self, words.format(zone=ended.name))

    def posted(self, posted: CountPosted) -> None:
        """It stands: what came of it, with its papers."""
        if self.review_sheet is not None:
            self.review_sheet.leave()
        ReportSheet(self, self._context, posted.id).open()

    def ask_about_item(self, question: Question, command: CountItem) -> None:
        def answered(agreed: bool) -> None:
            if agreed:
                self.presenter.agree(question, command)
            else:
                self.presenter.put_off(command)

        ask(self, question, answered, no=_("No, later"))

    def ask_about_zone(self, question: Question, command: EndZone) -> None:
        ask_again(self, question, lambda _answer: self.presenter.agree_to_end(question, command))

    def say(self, sentence: str) -> None:
        toast(self, sentence, "warn")

    def tell(self, trouble: SentraError) -> None:
        if self.review_sheet is not None:
            self.review_sheet.tell(trouble)
        elif isinstance(trouble, ZonesUnclear):
            self.zones.mark(str(trouble))
            self.zones.setFocus()
        else:
            error(self, trouble)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _chosen_place(self) -> PlaceToCount | None:
        places = () if self._overview is None else self._overview.places
        return next((place for place in places if place.id == self.places.choice()), None)

    def _offer_artisans(self, *, typed: bool = False) -> None:
        place = self._chosen_place()
        offered: list[tuple[PartyId | None, str]] = [(None, _("Everybody's goods"))]
        if place is not None and self._overview is not None:
            offered += [(party, f"{code} {name}") for party, code, name, _n in self._overview.artisans[place.id]]
        self.artisan.offer(offered)
        self.begin.setEnabled(place is not None)
        if not typed:
            self._offer_zones()

    def _offer_zones(self) -> None:
        """Those of the last time; who looks for one artisan's goods seldom walks through every rack."""
        place = self._chosen_place()
        everything = self.artisan.value() is None
        self.zones.setText(", ".join(place.zones) if place is not None and everything else "")
        self.zones.setCursorPosition(0)
        self.zones.setToolTip(self.zones.text())
        self.zones.mark("")

    def _begin(self) -> None:
        place = self._chosen_place()
        if place is not None:
            zones = zones_typed(self.zones.text())
            self.start(place.id, self.artisan.value(), blind=self.blind.isChecked(), zones=zones)

    def start(self, place: PlaceId, party: PartyId | None, *, blind: bool, zones: tuple[str, ...] = ()) -> None:
        """Begin one."""
        self.presenter.start(place, party, blind=blind, zones=zones)

    def _open(self, row: CountRow) -> None:
        if row.going_on:
            self.presenter.open(row.id)
        else:
            ReportSheet(self, self._context, row.id).open()

    def open_review(self) -> None:
        """Look at the differences before it is posted."""
        sheet = self.sheet.shown
        if sheet is None:
            return
        self.review_sheet = ReviewSheet(self, sheet, self.presenter)
        self.review_sheet.returned.connect(self._reviewed)
        self.review_sheet.ask()
        self.review_sheet.open()

    def _reviewed(self, _answer: object) -> None:
        self.review_sheet = None

    def ask_drop(self) -> None:
        """Give the count up, when the person is sure."""
        ask(
            self,
            _("What was counted is not used, and nothing moves. The activity keeps that the count was given up."),
            lambda sure: self.presenter.drop() if sure else None,
            title=_("Give the count up?"),
            yes=_("Yes, give it up"),
        )
