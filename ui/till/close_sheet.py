"""Closing the till, step by step: what is open, the count, the count beside the book, then the Z and the backup."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.people.permissions import Permission
from sentra_pos.tills.close_till import CloseTill, TillClosed, close_till
from sentra_pos.tills.counts import MethodCounted
from sentra_pos.tills.errors import DifferenceNeedsReason, MoreThanCounted
from sentra_pos.tills.queries import TillStanding
from sentra_pos.tills.show_count import CountShown, ShowCount, show_count
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.layout import plain, row
from ui.kit.messages import Banner
from ui.main_window import MainWindow
from ui.people.approving import Approving
from ui.till.close_pages import ComparePage, CountPage, OpenEndsPage, SlipsPage
from ui.till.closed_page import ClosedPage
from ui.till.closing import ClosingFacts, closing_facts
from ui.till.rows import difference_words

#: The rail's key of the screen on which payments are confirmed.
_MONEY = "money"
_CLOSED_HEIGHT = 620


class Step(IntEnum):
    """In the order in which they are gone through."""

    OPEN_ENDS = 0
    COUNT = 1
    SLIPS = 2
    COMPARE = 3
    CLOSED = 4


class CloseTillSheet(Sheet):
    """Returns the TillClosed once the till is closed, whether or not the backup went well."""

    def __init__(self, parent: QWidget, context: Context, till: TillStanding) -> None:
        super().__init__(parent, title=_("Close till"), primary_text=_("Go on"), primary_key="F12", width=660)
        self._context, self._till = context, till
        self._runner = Approving(context, self, saying=self._about)
        self._difference = ZERO
        self._id = DocumentId(new_id(context.shop.clock))
        self._facts: ClosingFacts | None = None
        self._slips: tuple[MethodCounted, ...] = ()
        self._closed: TillClosed | None = None
        self.step = Step.OPEN_ENDS
        self.open_ends = OpenEndsPage(self._look_at_payments)
        self.cash = CountPage()
        self.slips = SlipsPage()
        self.compare = ComparePage()
        if till.at_stand:
            self.compare.keep_all()
        self.closed = ClosedPage(context)
        self._pages: dict[Step, QWidget] = dict(
            zip(Step, (self.open_ends, self.cash, self.slips, self.compare, self.closed), strict=True)
        )
        self._problem = Banner("", "bad")
        for page in self._pages.values():
            page.hide()
            self.content.addWidget(page)
        self.content.addWidget(plain(row(self._problem)))
        self._problem.hide()
        self.cash.count.finished.connect(self.confirm)
        self.cash.count.switched.connect(self.adjust)
        self.slips.finished.connect(self.confirm)
        device = context.device
        context.runner.read(lambda session: closing_facts(session, device), self._begin, self._tell, origin=self)

    def _begin(self, facts: ClosingFacts) -> None:
        self._facts = facts
        self.open_ends.show_facts(facts, may_check=self._may_check())
        self.slips.show_methods(facts.to_count)
        self._to(Step.OPEN_ENDS if facts.open_ends else Step.COUNT)

    # -------------------------------------------------------------------------------------------------- step by step

    def _to(self, step: Step) -> None:
        self.step = step
        self._problem.hide()
        for each, page in self._pages.items():
            page.setVisible(each is step)
        assert self.primary_button is not None
        self.heading.setText(self._title())
        self.primary_button.set_label(_primary_words(step))
        self.back_button.set_label(_("Count again") if step is Step.COMPARE else _("Back"))
        self.back_button.setVisible(step is not Step.CLOSED)
        self._wanted.setHeight(_CLOSED_HEIGHT if step is Step.CLOSED else 0)
        self.adjust()
        self._put_cursor()

    def _title(self) -> str:
        if self._closed is not None:
            return _("Till closed · {code}").format(code=self._closed.code)
        return {
            Step.OPEN_ENDS: _("Close till · what is still open"),
            Step.COUNT: _("Close till · count the cash"),
            Step.SLIPS: _("Close till · count the slips"),
        }.get(self.step, _("Close till · the count and the book"))

    def _put_cursor(self) -> None:
        assert self.primary_button is not None
        match self.step:
            case Step.COUNT:
                self.cash.count.begin()
            case Step.SLIPS:
                self.slips.begin()
            case Step.COMPARE if self.compare.begin():
                pass
            case _:
                self.primary_button.setFocus()

    def confirm(self) -> None:
        if self._facts is None:
            return
        self._problem.hide()
        match self.step:
            case Step.OPEN_ENDS:
                self._to(Step.COUNT)
            case Step.COUNT:
                if self.cash.count.check() is not None:
                    self._after_cash(self._facts)
            case Step.SLIPS:
                slips = self.slips.check()
                if slips is not None:
                    self._show(slips)
            case Step.COMPARE:
                self._post()
            case Step.CLOSED:
                self.finish(self._closed)

    def _after_cash(self, facts: ClosingFacts) -> None:
        if facts.to_count:
            self._to(Step.SLIPS)
        else:
            self._show(())

    def reject(self) -> None:
        if not self.back_button.isEnabled():
            return
        match self.step:
            case Step.CLOSED:
                self.finish(self._closed)
            case Step.COMPARE | Step.SLIPS:
                self._to(Step.COUNT)
            case _:
                super().reject()

    def _show(self, slips: tuple[MethodCounted, ...]) -> None:
        """Every time anew: a count that was changed after looking is seen in the activity."""
        counted = self.cash.count.check()
        if counted is None:
            self._to(Step.COUNT)
            return
        self._slips = slips
        notes = self.cash.count.denominations()
        command = ShowCount(by=self._context.by, counted=counted, denominations=notes, methods=slips)
        self.busy(True)
        self._runner.write(show_count, command, self._shown, self._tell, ended=lambda: self.busy(False), origin=self)

    def _shown(self, shown: CountShown) -> None:
        self.busy(False)
        assert self._facts is not None
        self._difference = shown.difference
        suggested = ZERO if self._till.at_stand else max(shown.counted - self._till.float_cash, ZERO)
        self.compare.show_count(shown, self._facts.methods, self._facts.limit, suggested)
        self._to(Step.COMPARE)

    def _post(self) -> None:
        field = self.compare.to_safe
        counted = self.cash.count.value()
        if counted is None or (field.text().strip() and field.check() is None):
            field.setFocus()
            return
        command = CloseTill(
            id=self._id,
            by=self._context.by,
            counted=counted,
            to_safe=field.value() or ZERO,
            denominations=self.cash.count.denominations(),
            methods=self._slips,
            reason=self.compare.reason.text(),
        )
        self.busy(True)
        self._runner.write(
            close_till,
            command,
            lambda closed: self._done(closed, command.to_safe),
            self._tell,
            ended=lambda: self.busy(False),
            origin=self,
        )

    def _done(self, closed: TillClosed, to_safe: Rupiah) -> None:
        self.busy(False)
        self._closed = closed
        self.closed.show_closed(closed, None if self._till.at_stand else to_safe)
        self._to(Step.CLOSED)

    # ------------------------------------------------------------------------------------------------------ the rest

    def _may_check(self) -> bool:
        base = self.base()
        offered = isinstance(base, MainWindow) and base.offers(_MONEY)
        return offered and self._context.may(Permission.CHECK_PAYMENT)

    def _look_at_payments(self) -> None:
        base = self.base()
        self.reject()
        if isinstance(base, MainWindow):
            base.open(_MONEY)

    def _about(self, _command: object) -> str:
        """What somebody else is asked to approve."""
        words, _tone = difference_words(self._difference)
        return " · ".join(part for part in (words, self.compare.reason.text().strip()) if part)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        if isinstance(trouble, DifferenceNeedsReason):
            self.compare.reason.setFocus()
        elif isinstance(trouble, MoreThanCounted):
            self.compare.to_safe.setFocus()
        self.adjust()


def _primary_words(step: Step) -> str:
    return {Step.COMPARE: _("Close till"), Step.CLOSED: _("Done"), Step.SLIPS: _("The count is done")}.get(
        step, _("Go on")
    )
