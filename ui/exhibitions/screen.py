"""The screen of exhibitions: the list, and the page of one with its one next step."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PlaceId
from sentra_pos.core.speech import _
from sentra_pos.exhibitions.change_exhibition import ExhibitionChanged
from sentra_pos.exhibitions.facts import Stage
from sentra_pos.exhibitions.plan_exhibition import ExhibitionPlanned
from sentra_pos.people.permissions import Permission
from ui.context import Context
from ui.exhibitions.call_off_sheet import CallOffSheet
from ui.exhibitions.laptops_sheet import LaptopsSheet
from ui.exhibitions.list_page import ListPage
from ui.exhibitions.next_step import Step, step_icon, step_label
from ui.exhibitions.page import OnePage
from ui.exhibitions.plan_sheet import PlanSheet
from ui.exhibitions.presenter import WATCHED, ExhibitionPage, ExhibitionsPresenter
from ui.exhibitions.rows import Listed, Stand
from ui.exhibitions.stand_acts import StandActs
from ui.kit.buttons import Button, IconButton, danger, primary, secondary
from ui.kit.layout import column
from ui.kit.messages import error, toast
from ui.kit.screen import Screen
from ui.kit.theme import set_kind
from ui.people.approving import Approving

_WIDE = 1120


class ExhibitionsScreen(Screen):
    """Says what was asked; the presenter knows what to do with it."""

    watches = WATCHED

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.presenter = ExhibitionsPresenter(Approving(context, self), context.shop, context.by, self)
        self.acts = StandActs(self, context, self.presenter)
        self._make_buttons()
        self.list = ListPage(self.plan_button, (self.laptops_button, self.acts.any_file, self.acts.late, self.compare))
        self.one = OnePage(
            self.back,
            self.next_button,
            (
                *(self.add_button, self.change_button, self.acts.promotion, self.acts.cost, self.acts.result),
                self.call_off_button,
            ),
            self.acts.of_stand,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.one)
        layout = column(spacing=0)
        layout.addWidget(self._stack)
        self.setLayout(layout)
        self.setFocusProxy(self.list)
        self.list.table.on_open(_("Open"), lambda each: self.open(each.id))
        self.one.stands.picked.connect(self._picked)
        self.one.stands.on_open(_("Next step"), lambda _stand: self.go_on())

    def _make_buttons(self) -> None:
        self.plan_button = primary(_("Plan an exhibition"), "F12", icon="plus", on=self.plan)
        self.laptops_button = secondary(_("Laptops"), "F6", icon="monitor", on=self.laptops)
        self.compare = secondary(_("Compare"), "F10", icon="chart-line-up", on=self.acts.compare)
        self.back = IconButton("arrow-left", _("All exhibitions"), "ink", "Alt+Left")
        self.back.clicked.connect(lambda _checked=False: self.leave())
        self.next_button = primary("", "F12", on=self.go_on)
        for button in (self.plan_button, self.next_button):
            set_kind(button, compact=True)
        self.add_button = secondary(_("Add a stand"), "F3", icon="plus", on=self.acts.add)
        self.change_button = secondary(_("Change the plan"), "F4", icon="pencil-simple", on=self.change)
        self.call_off_button = danger(_("Call off"), "Shift+F4", on=self.call_off)
        manages = self.context.may(Permission.MANAGE_EXHIBITIONS)
        # Shown here, before it has a parent, a button would be a window of its own.
        unless: tuple[tuple[Button, bool], ...] = (
            (self.plan_button, manages),
            (self.add_button, manages),
            (self.change_button, manages),
            (self.call_off_button, manages),
            (self.laptops_button, self.context.may(Permission.ENROL_DEVICE)),
        )
        for button, offered in unless:
            if not offered:
                button.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.one.narrow(narrow=self.width() < _WIDE)

    # -------------------------------------------------------------------------------------- what the presenter says

    def refresh(self) -> None:
        self.presenter.load()
        self.acts.refresh()

    def show_list(self, listed: tuple[Listed, ...]) -> None:
        self._front(self.list)
        self.list.show_list(listed)
        self.compare.setEnabled(any(each.takings is not None for each in listed))

    def show_page(self, page: ExhibitionPage) -> None:
        self._front(self.one)
        self.one.show_page(page, self.presenter.chosen())
        self._enable(page)

    def selling(self, place: PlaceId | None) -> None:
        said = _("This till sells in the shop again.") if place is None else _("This till sells at the stand now.")
        toast(self, said)

    def tell(self, trouble: SentraError) -> None:
        error(self, trouble)

    def _front(self, page: ListPage | OnePage) -> None:
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
            self.setFocusProxy(page)
            page.setFocus()

    def _enable(self, page: ExhibitionPage) -> None:
        stage, step = page.details.record.stage, self.presenter.step()
        over = stage in (Stage.CALLED_OFF, Stage.RECONCILED)
        self.next_button.set_label(step_label(step) or _("Nothing to do"))
        self.next_button.setEnabled(step is not Step.NOTHING)
        if step_icon(step):
            self.next_button.set_picture(step_icon(step), "on_primary")
        for button in (self.add_button, self.change_button):
            button.setEnabled(not over)
        self.call_off_button.setVisible(stage is Stage.PLANNED and self.context.may(Permission.MANAGE_EXHIBITIONS))
        self.acts.enable(page, self.presenter.chosen())

    # ------------------------------------------------------------------------------------------------- what is asked

    def open(self, exhibition: UUID) -> None:
        """The page of one."""
        self.presenter.open(exhibition)

    def leave(self) -> None:
        """Back to the list."""
        self.presenter.leave()

    def go_on(self) -> None:
        """The next step of the chosen stand."""
        if self.next_button.isEnabled():
            self.acts.do(self.presenter.step())

    def _picked(self, stand: Stand | None) -> None:
        page = self.presenter.page
        if stand is None or page is None:
            return
        self.presenter.pick(stand.id)
        self.one.show_stand(page, stand)
        self._enable(page)

    def plan(self) -> None:
        """A new one."""
        sheet = PlanSheet(self, self.context)
        sheet.returned.connect(lambda done: self.open(done.id) if isinstance(done, ExhibitionPlanned) else None)
        sheet.open()

    def change(self) -> None:
        """The plan of the one that is open."""
        if self.presenter.page is not None:
            sheet = PlanSheet(self, self.context, self.presenter.page.details)
            sheet.returned.connect(lambda done: self.presenter.load() if isinstance(done, ExhibitionChanged) else None)
            sheet.open()

    def call_off(self) -> None:
        """The one that is open."""
        page = self.presenter.page
        if page is not None:
            sheet = CallOffSheet(self, self.context, page.details.record.id, page.details.record.name)
            sheet.returned.connect(lambda _done: self.presenter.load())
            sheet.open()

    def laptops(self) -> None:
        """Admit or bar one."""
        LaptopsSheet(self, self.context).open()
