"""*Periksa perhitungan*: a statement's paper held against the book, by scan or by typing what stands on it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_rupiah
from sentra_pos.settlement.statement import Statement
from sentra_pos.settlement.verify import Verdict
from ui.context import Context
from ui.kit.buttons import primary, secondary
from ui.kit.fields import TextField
from ui.kit.icons import set_picture
from ui.kit.labels import Tone, body, caption, label, set_tone
from ui.kit.layout import card, column, plain, row, spacer
from ui.kit.theme import set_kind
from ui.records.presenter import RecordsPresenter
from ui.settlement.explain_sheet import ExplainSheet


class CheckPage(QWidget):
    """One field, one answer in large words, and what the book says beside it."""

    def __init__(self, context: Context, presenter: RecordsPresenter) -> None:
        super().__init__()
        self._context, self._presenter = context, presenter
        self._statement: Statement | None = None
        self.code = TextField(placeholder="L1-000012 4F2A 9B1C 77E0 1D3C", name=_("Code on the paper"))
        self.check = primary(_("Check"), "F12", on=self.ask)
        set_kind(self.check, compact=True)
        self.explain = secondary(_("Where the amount comes from"), "F6", on=self._explain)
        self._icon = QLabel()
        self._icon.setFixedSize(28, 28)
        self._answer = label("", "title", "bold", wrap=True)
        self._more = body("")
        self._figures = [(caption(""), label("", "lead", "bold", wrap=True)) for _place in range(6)]
        asked = row(spacing=10)
        asked.addWidget(self.code, 1)
        asked.addWidget(self.check)
        hint = label(
            _("Scan the QR code of the statement, or type its number and the sixteen signs that stand below it."),
            tone="muted",
            wrap=True,
        )
        said = row(spacing=12)
        said.addWidget(self._icon)
        said.addWidget(self._answer, 1)
        figures = row(spacing=24)
        for name, value in self._figures:
            figures.addLayout(column(name, value, spacer(), spacing=0), 1)
        self._facts = plain(figures)
        self._verdict = card(
            said, self._more, self._facts, row(self.explain, spacer()), spacing=12, margins=(20, 18, 20, 18)
        )
        self.setLayout(column(asked, hint, self._verdict, spacer(), spacing=14))
        self.setFocusProxy(self.code)
        self.code.returnPressed.connect(self.ask)
        self._verdict.hide()

    def ask(self) -> None:
        """Check what is typed."""
        if self.code.text().strip():
            self._presenter.check(self.code.text())
        else:
            self.code.setFocus()

    def look_at(self, text: str) -> None:
        """A paper was scanned."""
        self.code.setText(text)
        self.ask()

    def show_verdict(self, verdict: Verdict) -> None:
        """The answer."""
        self._say(verdict.sentence, "good" if verdict.genuine else "bad")
        self._more.setText("\n".join(verdict.differs[1:]))
        self._more.setVisible(len(verdict.differs) > 1)
        self._statement = verdict.statement
        self._facts.setVisible(verdict.statement is not None)
        self.explain.setVisible(verdict.statement is not None)
        if verdict.statement is not None:
            self._show(verdict.statement)
        self.code.selectAll()

    def tell(self, trouble: SentraError) -> None:
        """What was typed is no code."""
        self._statement = None
        self._say(str(trouble), "warn")
        for part in (self._more, self._facts, self.explain):
            part.hide()

    def _say(self, sentence: str, tone: Tone) -> None:
        icons = {"good": "check-circle-fill", "warn": "warning-fill", "bad": "warning-circle-fill"}
        set_picture(self._icon, icons[tone], tone)
        self._answer.setText(sentence)
        set_tone(self._answer, tone)
        self._verdict.setAccessibleName(sentence)
        self._verdict.show()

    def _show(self, statement: Statement) -> None:
        facts = (
            (_("Number"), statement.code),
            (_("Artisan"), f"{statement.party_name} ({statement.party_code})"),
            (_("Locked on"), format_date(statement.date)),
            (_("What customers paid"), format_rupiah(statement.sold)),
            (_("To be paid"), format_rupiah(statement.to_pay)),
            (_("Paid"), format_rupiah(statement.paid)),
        )
        for (name, value), (said, figure) in zip(self._figures, facts, strict=True):
            name.setText(said)
            value.setText(figure)

    def _explain(self) -> None:
        statement = self._statement
        if statement is not None:
            settlement = statement.id
            ExplainSheet(self, self._context, statement.party, lambda way: way.settlement(settlement)).open()
