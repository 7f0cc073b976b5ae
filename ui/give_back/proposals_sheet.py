"""Prices that were proposed and wait for an answer: record what each artisan says, or withdraw the proposal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.change_price import ConsentWay, consent_label
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.giving_back.answer_markdown import (
    AnswerMarkdown,
    MarkdownAnswered,
    WithdrawMarkdown,
    answer_markdown,
    withdraw_markdown,
)
from sentra_pos.giving_back.facts import ProposalState
from sentra_pos.giving_back.markdown_queries import Proposal, Said, proposals
from ui.context import Context
from ui.give_back.proposals_pdf import save_proposals
from ui.give_back.rows import asked_columns
from ui.kit.buttons import danger, secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import caption
from ui.kit.layout import column, plain
from ui.kit.messages import Banner, toast
from ui.kit.table import RecordTable
from ui.people.approving import Approving

Asked = tuple[Proposal, Said]


class ProposalsSheet(Sheet):
    """Stays open until everything is answered or it is left."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent, title=_("Proposed prices"), primary_text=_("Agreed"), primary_key="F12", width=760, height=600
        )
        self._context, self._runner = context, Approving(context, self)
        self.table: RecordTable[Asked] = RecordTable(
            asked_columns(),
            empty=_("No proposal waits for an answer. Choose pieces in the list and press F7 to make one."),
            name=_("Proposals"),
            key=lambda asked: (asked[0].id, asked[1].party),
        )
        self.ways = Chips([(way, consent_label(way)) for way in ConsentWay], name=_("How the artisan answered"))
        self.ways.choose(ConsentWay.IN_PERSON)
        self.no_button = secondary(_("Declined"), "F6", icon="x", on=lambda: self.answer(accepted=False))
        self.withdraw_button = danger(_("Withdraw"), "F8", on=self.withdraw)
        self.print_button = secondary(_("Print"), "F9", icon="printer", on=self.print_paper)
        self._problem = Banner("")
        self._problem.hide()
        self.content.addWidget(self.table, 1)
        self.content.addWidget(plain(column(caption(_("How the artisan answered")), self.ways, spacing=4)))
        self.content.addWidget(self._problem)
        for place, button in enumerate((self.withdraw_button, self.print_button, self.no_button), start=1):
            self.footer.insertWidget(place, button)
        self.table.picked.connect(lambda _asked: self._enable())
        self._enable()
        self.load()

    def load(self) -> None:
        """Read what waits."""
        self._context.runner.read(
            lambda session: proposals(session, state=ProposalState.OPEN), self._show, self._tell, origin=self
        )

    def _show(self, found: tuple[Proposal, ...]) -> None:
        self.table.set_rows([(proposal, said) for proposal in found for said in proposal.waiting_for])
        self.table.enter()
        self.busy(False)
        self._enable()

    def busy(self, is_busy: bool) -> None:
        """Until the list is read again: a key pressed twice is no yes to the next one in it."""
        super().busy(is_busy)
        for button in (self.no_button, self.print_button, self.withdraw_button):
            button.setDisabled(is_busy)

    def _enable(self) -> None:
        for button in (self.primary_button, self.no_button, self.print_button, self.withdraw_button):
            if button is not None:
                button.setEnabled(self.table.current() is not None)

    def confirm(self) -> None:
        self.answer(accepted=True)

    def answer(self, *, accepted: bool) -> None:
        """What the artisan in the row says."""
        asked = self.table.current()
        way = self.ways.choice()
        if asked is None or not isinstance(way, ConsentWay):
            return
        command = AnswerMarkdown(
            by=self._context.by, proposal=asked[0].id, party=asked[1].party, accepted=accepted, way=way
        )
        self._problem.hide()
        self.busy(True)
        self._runner.write(answer_markdown, command, self._answered, self._tell, ended=self.load, origin=self)

    def withdraw(self) -> None:
        """The shop does not want it any more."""
        asked = self.table.current()
        if asked is not None:
            command = WithdrawMarkdown(by=self._context.by, proposal=asked[0].id)
            self._problem.hide()
            self.busy(True)
            self._runner.write(withdraw_markdown, command, self._answered, self._tell, ended=self.load, origin=self)

    def print_paper(self) -> None:
        """All that waits for the artisan in the row, to be signed."""
        self.make_paper(lambda file: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))))

    def make_paper(self, made: Callable[[Path], object]) -> None:
        """Write it off the window's thread."""
        asked = self.table.current()
        if asked is None:
            return
        shop, said = self._context.shop, asked[1]
        self._problem.hide()
        self.busy(True)
        self._context.runner.apart(
            lambda: save_proposals(shop, said.party, said.name), made, self._tell, ended=self.load, origin=self
        )

    def _answered(self, answered: MarkdownAnswered) -> None:
        proposal = answered.proposal
        if proposal.state is ProposalState.ACCEPTED:
            words = _("{item} costs {price} from now on. Please change the tag.")
        elif proposal.state is ProposalState.DECLINED:
            words = _("{item}: declined. The price stays.")
        elif proposal.state is ProposalState.WITHDRAWN:
            words = _("{item}: withdrawn. The price stays.")
        else:
            words = _("{item}: noted. The others have to agree, too.")
        toast(self._base, words.format(item=proposal.name, price=format_rupiah(proposal.to_price)))

    def _tell(self, trouble: SentraError) -> None:
        self.busy(False)
        self._problem.tell(str(trouble), "bad")
        self.adjust()
