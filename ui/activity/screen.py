"""The screen that answers who did what, when, approved by whom."""

from __future__ import annotations

from collections.abc import Mapping

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import _
from sentra_pos.people.queries import StaffMember
from sentra_pos.reports.activity_facts import Activity, ActivityGroup, group_label
from ui.activity.detail_panel import DetailPanel
from ui.activity.presenter import ActivityPresenter
from ui.activity.rows import Period, activity_columns
from ui.consignment.choice import Choice
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.fields import DateEdit, SearchField
from ui.kit.keys import on_key
from ui.kit.labels import caption, headline
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import error
from ui.kit.screen import Screen
from ui.kit.table import RecordTable


class ActivityScreen(Screen):
    """Says what was asked; the presenter knows what to do with it."""

    # Whatever is done anywhere is an activity.
    watches = Changes(stock=True, sales=True, parties=True, catalogue=True, settlement=True, till=True, settings=True)

    def __init__(self, context: Context) -> None:
        super().__init__()
        clock = context.shop.clock
        self.context = context
        self.presenter = ActivityPresenter(context.runner, context.shop, self)
        self._methods: Mapping[str, str] = {}
        self.search = SearchField(_("Number, reason … F2"), name=_("Search"))
        self.person: Choice[StaffId | None] = Choice([(None, _("Everybody"))], name=_("Person"))
        self.period: Choice[Period] = Choice(
            [(each, each.label) for each in Period], self.presenter.period, name=_("Period")
        )
        self.first = DateEdit(today=lambda: business_today(clock), name=_("From"))
        self.last = DateEdit(today=lambda: business_today(clock), name=_("To"))
        self.days = plain(row(caption(_("From")), self.first, caption(_("To")), self.last, spacing=8))
        groups = [(None, _("All")), *((group, group_label(group)) for group in ActivityGroup)]
        self.groups = Chips(groups, name=_("Kind"))
        self.table: RecordTable[Activity] = RecordTable(
            activity_columns(clock.zone), empty="", name=_("Activity"), key=lambda each: each.id
        )
        self.panel = DetailPanel(clock.zone)
        self._build()
        self._wire()

    def _build(self) -> None:
        for field in (self.first, self.last):
            field.setFixedWidth(108)
        for box in (self.person, self.period):
            box.setFixedWidth(168)
        self.days.hide()
        asked = row(spacing=10)
        asked.addWidget(self.search, 1)
        asked.addWidget(self.days)
        top = row(headline(_("Activity")), spacer(), self.person, self.period, spacing=10)
        left = column(top, asked, self.groups, spacing=12, margins=(24, 18, 24, 20))
        left.addWidget(self.table, 1)
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        on_key(self, "F2", _("Search"), self._find)
        self.search.searched.connect(self.presenter.ask_text)
        self.search.returnPressed.connect(self.search.search_now)
        self.search.went_down.connect(self._into_list)
        self.person.chosen.connect(self.presenter.ask_person)
        self.period.chosen.connect(self._ask_period)
        for field in (self.first, self.last):
            field.value_changed.connect(lambda _day: self._ask_days())
        self.groups.chosen.connect(self.presenter.ask_group)
        self.table.picked.connect(lambda each: self.panel.show_activity(each, self._methods))
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        # A scanned receipt or tag is looked for like a typed one.
        self.context.scans.listen(self, self._look_for)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_people(self, people: tuple[StaffMember, ...]) -> None:
        """Whom the list can be narrowed to."""
        self.person.offer([(None, _("Everybody")), *((each.id, each.name) for each in people)])

    def show_rows(self, rows: tuple[Activity, ...], methods: Mapping[str, str], *, filtered: bool) -> None:
        """The newest of what was asked for."""
        self._methods = methods
        self.table.set_empty(
            _("Nothing of that was done. Choose another person, kind or time.")
            if filtered
            else _("Nothing was done yet. Whatever is done from now on is told here.")
        )
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.pick_first()

    def add_rows(self, rows: tuple[Activity, ...]) -> None:
        """What was done before."""
        self.table.add_rows(rows)

    def tell_trouble(self, trouble: SentraError) -> None:
        error(self, trouble)

    # ------------------------------------------------------------------------------------------------- what is asked

    def refresh(self) -> None:
        self.presenter.load()

    def shown(self) -> None:
        # A log-in, a refusal or a wrong PIN changes nothing that a screen is told of.
        self._stale = True
        super().shown()

    def _ask_period(self, period: Period) -> None:
        self.days.setVisible(period is Period.DAYS)
        if period is Period.DAYS:
            self.first.set_value(self.presenter.wanted.since)
            self.first.setFocus()
        self.presenter.ask_period(period)

    def _ask_days(self) -> None:
        if self.period.value() is Period.DAYS:
            self.presenter.ask_days(self.first.value(), self.last.value())

    def _look_for(self, code: str) -> None:
        self.search.setText(code)
        self.search.search_now()

    def _scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if value >= bar.maximum() - 2 * bar.pageStep():
            self.presenter.more()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _into_list(self) -> None:
        self.table.enter()
