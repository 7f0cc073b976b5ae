"""The bar over the list: which settlement day is open, how far it is, and the one next step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.figures import ArtisanToday
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.settlement.run_facts import RunStanding, RunState, run_standing_label, state_label
from sentra_pos.settlement.run_papers import absent_words, run_title
from sentra_pos.settlement.run_queries import RunArtisan, RunDay
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.labels import ElidedLabel, Tone, label, set_tone
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import ask, error, toast
from ui.settlement.lock_everybody import LockEverybody
from ui.settlement.rows import standing_tone, standing_words
from ui.settlement.run_presenter import RunPresenter, reviewable
from ui.settlement.run_sheet import RunSheet

_TONES: dict[RunStanding, Tone] = {
    RunStanding.WAITING: "good",
    RunStanding.CHANGED: "bad",
    RunStanding.TO_PAY: "warn",
    RunStanding.ABSENT: "warn",
    RunStanding.PARTIAL: "warn",
    RunStanding.PAID: "good",
    RunStanding.CARRIED: "bad",
    RunStanding.NOTHING: "muted",
}


def run_standing_tone(each: RunArtisan) -> Tone:
    """The colour that helps the words."""
    return _TONES[each.standing]


def locked_figures(day: RunDay) -> tuple[tuple[Rupiah, str, str], ...]:
    """Once everybody is locked: what was to be paid, what is paid, what is left; each with its words."""
    locked = [each.settlement for each in day.artisans if each.settlement is not None]
    total = sum_rupiah(each.total for each in locked)
    paid = sum_rupiah(each.paid for each in locked)
    done = sum(1 for each in locked if each.total and not each.left)
    waits = sum(1 for each in locked if each.payable)
    artisans = ngettext("{count} artisan", "{count} artisans", len(locked)).format(count=len(locked))
    return (
        (total, artisans, _("To be paid")),
        (paid, ngettext("{count} artisan", "{count} artisans", done).format(count=done), _("Paid")),
        (total - paid, ngettext("{count} artisan", "{count} artisans", waits).format(count=waits), _("Left")),
    )


class RunBar(QFrame):
    """Says where the settlement day stands; the screen around it, its ``host``, lists its artisans."""

    #: A settlement day began, took a step, or ended.
    moved = Signal()
    #: Somebody wishes to begin one.
    wished = Signal()

    def __init__(self, host: QWidget, context: Context, locking: LockEverybody) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._host, self._context, self._locking = host, context, locking
        self.presenter = RunPresenter(context.runner, context.shop.clock, context.by, context.device, self)
        self.day: RunDay | None = None
        self._party: PartyId | None = None
        self._title = ElidedLabel("", "lead", "bold")
        self._words = label("", "caption", "semibold", "muted", wrap=True)
        self.absent_button = secondary(_("Absent"), "F5", on=self.mark_absent)
        self.sheet_button = secondary(_("Cash and lists"), "F2", icon="money", on=self.open_sheet)
        self.step_button = secondary(_("Start settlement day"), "F8", on=self.step)
        words = plain(column(self._title, self._words, spacing=2))
        buttons = row(self.absent_button, self.sheet_button, spacer(), self.step_button)
        self._parts = row(words, plain(buttons), margins=(14, 8, 10, 8))
        self._parts.setStretch(0, 1)
        self.setLayout(self._parts)
        self.show_run(None)

    # --------------------------------------------------------------------------------------------- what it knows

    def of(self, party: PartyId) -> RunArtisan | None:
        """The artisan's place in the run, if there is one."""
        if self.day is None:
            return None
        return next((each for each in self.day.artisans if each.party == party), None)

    def settlement_of(self, each: ArtisanToday | None) -> SettlementRow | None:
        """What this settlement day locked for the artisan."""
        in_run = None if each is None else self.of(each.owed.party)
        return None if in_run is None else in_run.settlement

    def status(self, each: ArtisanToday) -> str:
        """Where the artisan stands, today or on this settlement day."""
        in_run = self.of(each.owed.party)
        return standing_words(each) if in_run is None else run_standing_label(in_run.standing)

    def status_tone(self, each: ArtisanToday) -> Tone:
        """The colour that helps the words."""
        in_run = self.of(each.owed.party)
        return standing_tone(each) if in_run is None else run_standing_tone(in_run)

    def way_of(self, chosen: object) -> PayoutMethod:
        """How the artisan of a locked settlement wished to be paid."""
        each = self.of(chosen.party) if isinstance(chosen, SettlementRow) else None
        return PayoutMethod.CASH if each is None else each.today.owed.payout_method

    def how_far(self, today: str) -> str:
        """What the figures are worth today."""
        # Of a settlement day that is open its own bar says it.
        return today if self.day else _("As of {date} · draft until it is locked").format(date=today)

    def show_run(self, day: RunDay | None) -> None:
        """Another day, or none."""
        self.day = day
        self._title.setText(_("No settlement day is open") if day is None else run_title(day.run.number))
        said, tone = self._said(day)
        self._words.setText(said)
        set_tone(self._words, tone)
        self.step_button.set_label(self._step_words(day))
        for button in (self.sheet_button, self.absent_button):
            button.setVisible(day is not None)
        # What was chosen in the list stays chosen there.
        self.choose(self._party)
        self.moved.emit()

    def stand(self, *, narrow: bool) -> None:
        """The buttons beside the words, or below them."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(way)

    def _said(self, day: RunDay | None) -> tuple[str, Tone]:
        if day is None:
            return _("Start one to review, lock and pay everybody in order."), "muted"
        changed = [each.today.owed.name for each in day.artisans if each.changed]
        if changed:
            return _("Changed since the review: {names}").format(names=", ".join(changed)), "bad"
        if day.beyond:
            names = ", ".join(each.today.owed.name for each in day.beyond)
            return _("The drawer does not reach for: {names}").format(names=names), "warn"
        said = state_label(day.run.state)
        if day.cash_due:
            said += " · " + _("{amount} in cash").format(amount=format_rupiah(day.cash_due))
        if day.absent:
            said += " · " + absent_words(day)
        return said, "muted"

    def _step_words(self, day: RunDay | None) -> str:
        if day is None:
            return _("Start settlement day")
        if day.run.state is RunState.LOCKED:
            return _("Close the day")
        if day.run.state is RunState.DRAFT or any(each.changed for each in day.artisans):
            return _("Review the figures")
        return _("Lock the reviewed")

    def choose(self, party: PartyId | None) -> None:
        """Who is chosen in the list."""
        self._party = party
        each = None if party is None else self.of(party)
        here = each is not None and each.standing is RunStanding.ABSENT
        self.absent_button.set_label(_("Here after all") if here else _("Absent"))
        may = each is not None and each.standing in (RunStanding.ABSENT, RunStanding.TO_PAY)
        self.absent_button.setEnabled(may)
        self._chosen = each

    # ------------------------------------------------------------------------------------------------- what is asked

    def step(self) -> None:
        """The next step, whichever it is."""
        day = self.day
        if day is None:
            self.wished.emit()
        elif day.run.state is RunState.LOCKED:
            self.ask_to_close()
        elif day.run.state is RunState.DRAFT or any(each.changed for each in day.artisans):
            self._ask_to_review(day)
        elif day.to_lock:
            self.lock()

    def lock(self) -> None:
        """Lock everybody, as reviewed."""
        self._locking.begin(self.presenter.stop)
        self.presenter.lock_all()

    def _ask_to_review(self, day: RunDay) -> None:
        count = sum(1 for each in day.artisans if reviewable(each))
        question = ngettext(
            "The figures of {count} artisan are frozen with your name. What is sold from now on waits for the next "
            "settlement, or for another review.",
            "The figures of {count} artisans are frozen with your name. What is sold from now on waits for the next "
            "settlement, or for another review.",
            count,
        ).format(count=count)
        ask(
            self._host,
            question,
            lambda agreed: self.presenter.review() if agreed else None,
            title=_("Are these figures right?"),
            yes=_("Review the figures"),
            no=_("Back"),
        )

    def ask_to_close(self) -> None:
        """Close the day, after asking."""
        if self.day is None:
            return
        left = sum(1 for each in self.day.artisans if each.due)
        words = ngettext(
            "{count} artisan is still to be paid. What is left opens the next settlement day.",
            "{count} artisans are still to be paid. What is left opens the next settlement day.",
            left,
        ).format(count=left)
        ask(
            self._host,
            words if left else _("Everybody is paid."),
            lambda agreed: self.presenter.close() if agreed else None,
            title=_("Close the settlement day?"),
            yes=_("Close the day"),
            no=_("Back"),
        )

    def mark_absent(self) -> None:
        """The chosen artisan did not come, or came after all."""
        if self._chosen is not None:
            self.presenter.mark_absent(self._chosen.party, absent=self._chosen.standing is not RunStanding.ABSENT)

    def open_sheet(self) -> None:
        """What the day takes in cash, and its lists."""
        if self.day is not None:
            sheet = RunSheet(self._host, self._context, self.day)
            sheet.returned.connect(lambda answer: self.ask_to_close() if answer == "close" else None)
            sheet.open()

    # -------------------------------------------------------------------------------------- what the presenter tells

    def tell(self, trouble: SentraError) -> None:
        """Say what went wrong."""
        error(self._host, trouble)

    def reviewed(self, artisans: int) -> None:
        """The figures stand."""
        words = ngettext("The figures of {count} artisan stand.", "The figures of {count} artisans stand.", artisans)
        toast(self._host, words.format(count=artisans))

    def closed(self, number: int) -> None:
        """The day is over."""
        toast(self._host, _("{day} is closed.").format(day=run_title(number)))

    def show_progress(self, done: int, of: int, name: str) -> None:
        """How far the locking is."""
        self._locking.show_progress(done, of, name)

    def all_locked(self, locked: int, left: Sequence[tuple[str, SentraError]]) -> None:
        """Locking ended, or was stopped."""
        self._locking.end(locked, left)
