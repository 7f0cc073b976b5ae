"""An artisan who leaves: what is still open between the two, step by step, until nothing is; and one who comes back."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.giving_back.let_go import LetGo, StandingChanged, WelcomeBack, let_go, welcome_back
from sentra_pos.giving_back.queries import OpenMatters, open_matters
from sentra_pos.giving_back.wording import goods_words, objection_words, owing_words, settle_words
from sentra_pos.people.queries import Artisan, artisans
from sentra_pos.settlement.forgive_debt import DebtForgiven
from sentra_pos.settlement.pay_back import PaidBack
from ui.artisan.shop_sheets import ObjectionsSheet
from ui.consignment.choice import Choice
from ui.context import Context
from ui.kit.buttons import Button, secondary
from ui.kit.dialog import Sheet
from ui.kit.icons import set_picture
from ui.kit.labels import body, caption, label
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import Banner, toast
from ui.people.approving import Approving
from ui.settlement.pay_back_sheet import PayBackSheet


class Step(StrEnum):
    """What is to be done before an artisan leaves; the sheet returns it with whose it is."""

    GOODS = "goods"
    PROPOSALS = "proposals"
    MONEY = "money"


class _StepRow(QWidget):
    """One step: done or not, what is open, and the way to it."""

    def __init__(self, name: str, button: Button) -> None:
        super().__init__()
        self._mark = QLabel()
        self._mark.setFixedSize(24, 24)
        self._open = label("", "body", wrap=True)
        self.button = button
        # What is open stands right below, also where the button is taller than the two.
        words = column(spacer(), label(name, "lead", "semibold"), self._open, spacer(), spacing=2)
        line = row(self._mark, spacing=12)
        line.addLayout(words, 1)
        line.addWidget(button)
        self.setLayout(line)

    def tell(self, still: tuple[str, ...]) -> None:
        """What is open; nothing when it is done."""
        set_picture(self._mark, "warning-fill" if still else "check-circle-fill", "warn" if still else "good")
        self._open.setText("\n".join(still) or _("Nothing is open."))
        self.button.setVisible(bool(still))


class LeaveSheet(Sheet):
    """Returns StandingChanged; or a Step with the artisan, where that comes first."""

    def __init__(self, parent: QWidget, context: Context, party: PartyId | None) -> None:
        super().__init__(
            parent, title=_("An artisan leaves"), primary_text=_("Leaves"), primary_key="F12", width=680, height=520
        )
        self._context, self._runner = context, Approving(context, self)
        self._first = party
        self._matters: OpenMatters | None = None
        self.who: Choice[PartyId | None] = Choice([(None, "–")], name=_("Artisan"))
        self._intro = body("")
        self.goods = _StepRow(
            _("Give all goods back"), secondary(_("Choose all"), "F6", on=lambda: self._go(Step.GOODS))
        )
        self.proposals = _StepRow(
            _("Close proposed prices"), secondary(_("Open"), "F7", on=lambda: self._go(Step.PROPOSALS))
        )
        self.money = _StepRow(
            _("Settle for the last time"), secondary(_("Settlement"), "F8", on=lambda: self._go(Step.MONEY))
        )
        self.owing = _StepRow(_("Pay back what is owed"), secondary(_("Pays back"), "F9", on=self.pay_back))
        self.objections = _StepRow(_("Answer objections"), secondary(_("Open"), "F4", on=self.answer))
        self._steps = plain(column(self.goods, self.proposals, self.objections, self.money, self.owing, spacing=18))
        self._problem = Banner("")
        self._problem.hide()
        who = plain(column(caption(_("Artisan")), self.who, spacing=4))
        for part in (who, self._intro, self._steps, self._problem):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.who.chosen.connect(lambda _party: self.load())
        context.runner.read(_everybody, self._offer, self._tell, origin=self)

    def _offer(self, people: tuple[Artisan, ...]) -> None:
        left = _("{name} (left)")
        self.who.offer(
            [(each.id, each.name if each.active else left.format(name=each.name)) for each in people] or [(None, "–")]
        )
        self.who.set_value(self._first)
        self.load()

    def load(self) -> None:
        """Look again at what is open."""
        party = self.who.value()
        if party is None:
            return
        self._context.runner.read(
            lambda session: open_matters(session, party), self._show, self._tell, origin=self, latest="leaving"
        )

    def _show(self, matters: OpenMatters | None) -> None:
        self._matters = matters
        if matters is None or self.primary_button is None:
            return
        back = not matters.active
        self._steps.setVisible(not back)
        self.heading.setText(_("An artisan comes back") if back else _("An artisan leaves"))
        self.primary_button.set_label(_("Brings goods again") if back else _("Leaves"))
        self.primary_button.setEnabled(back or matters.all_clear)
        self._intro.setText(self._said(matters))
        self.goods.tell(goods_words(matters))
        waiting = _("{count} wait for an answer").format(count=matters.proposals)
        self.proposals.tell((waiting,) if matters.proposals else ())
        self.objections.tell(objection_words(matters))
        self.money.tell(settle_words(matters))
        self.owing.tell(owing_words(matters))
        self.adjust()

    def _said(self, matters: OpenMatters) -> str:
        if not matters.active:
            return _("{name} left. History and terms are still there; goods can come in again at once.").format(
                name=matters.name
            )
        if matters.all_clear:
            return _("Nothing is open with {name}. The history stays, and coming back is possible.").format(
                name=matters.name
            )
        return _("These things come first. What is done has a tick.")

    def _go(self, step: Step) -> None:
        if self._matters is not None:
            self.finish((step, self._matters.party))

    def answer(self) -> None:
        """Over this sheet, which looks again afterwards."""
        if self._matters is not None and self._matters.objections:
            sheet = ObjectionsSheet(self, self._context)
            sheet.returned.connect(lambda _answer: self.load())
            sheet.open()

    def pay_back(self) -> None:
        """Over this sheet, which looks again afterwards."""
        matters = self._matters
        if matters is not None and owing_words(matters):
            sheet = PayBackSheet(self, self._context, matters.party, matters.name)
            sheet.returned.connect(self._paid_back)
            sheet.open()

    def _paid_back(self, answer: object) -> None:
        if isinstance(answer, PaidBack | DebtForgiven):
            toast(self, _("Recorded as {code}.").format(code=answer.code))
        self.load()

    def confirm(self) -> None:
        matters = self._matters
        if matters is None:
            return
        self._problem.hide()
        self.busy(True)
        if matters.active:
            leave = LetGo(by=self._context.by, party=matters.party)
            self._runner.write(let_go, leave, self._done, self._tell, ended=self._over, origin=self)
        else:
            back = WelcomeBack(by=self._context.by, party=matters.party)
            self._runner.write(welcome_back, back, self._done, self._tell, ended=self._over, origin=self)

    def _over(self) -> None:
        self.busy(False)

    def _done(self, changed: StandingChanged) -> None:
        self.busy(False)
        self.finish(changed)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()


def _everybody(session: Any) -> tuple[Artisan, ...]:
    return artisans(session, active_only=False)
