"""The page of questions: who is meant, what part of the price is theirs, under which terms; once for each."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.lists.plan_artisans import PlannedArtisan, Terms
from sentra_pos.consignment.lists.plan_import import SharesWanted, WhoIsThis
from sentra_pos.consignment.queries import Consignor
from sentra_pos.core.ids import PartyId
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from ui.consignment.choice import Choice
from ui.consignment.import_rows import Questions
from ui.consignment.terms_fields import TermsFields
from ui.kit.fields import PercentEdit, TextField, with_problem
from ui.kit.labels import body, caption, label
from ui.kit.layout import card, column, plain, row, scrolling


@dataclass(slots=True)
class Replies:
    """What the page says now."""

    who: dict[str, PartyId] = field(default_factory=dict)
    shares: dict[PartyId, Percent] = field(default_factory=dict)
    terms: dict[int, Terms] = field(default_factory=dict)


class QuestionsPage(QWidget):
    """A card for each question; what is left open stays out of the shop until it is answered."""

    def __init__(self) -> None:
        super().__init__()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._cards.setContentsMargins(0, 0, 10, 0)
        self.who: dict[str, Choice[PartyId | None]] = {}
        self.shares: dict[PartyId, PercentEdit] = {}
        self.terms: dict[int, TermsFields] = {}
        lead = body(_("Each is asked once, and remembered for the next list."))
        whole = column(lead, spacing=12)
        whole.addWidget(scrolling(plain(self._cards)), 1)
        self.setLayout(whole)

    def show_questions(self, questions: Questions) -> None:
        """Ask these."""
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.who, self.shares, self.terms = {}, {}, {}
        for name in questions.who:
            self._cards.addWidget(self._ask_who(name, questions.everybody))
        for wanted in questions.shares:
            self._cards.addWidget(self._ask_share(wanted))
        for artisan in questions.terms:
            self._cards.addWidget(self._ask_terms(artisan))
        self._cards.addStretch(1)

    def take_focus(self) -> None:
        """Put the cursor into the first answer."""
        first: list[QWidget] = [*self.who.values(), *self.shares.values(), *self.terms.values()]
        if first:
            first[0].setFocus()

    def _ask_who(self, asked: WhoIsThis, everybody: tuple[Consignor, ...]) -> QFrame:
        likely = asked.suggestions
        others = tuple(each for each in everybody if each not in likely)
        people: list[tuple[PartyId | None, str]] = [
            *((each.id, f"{each.code}  {each.name}") for each in likely),
            (None, _("– nobody: leave these rows out –")),
            *((each.id, f"{each.code}  {each.name}") for each in others),
        ]
        choice: Choice[PartyId | None] = Choice(people, name=asked.written)
        choice.setMaximumWidth(420)
        self.who[asked.written] = choice
        return card(
            label(_("Who is “{name}”?").format(name=asked.written), "lead", "bold", wrap=True),
            caption(_rows(len(asked.rows))),
            choice,
        )

    def _ask_share(self, wanted: SharesWanted) -> QFrame:
        field = PercentEdit(wanted.suggestion)
        self.shares[wanted.party.id] = field
        if wanted.scheme is Scheme.OUTRIGHT:
            question = _("What did the shop pay {name} for the goods?").format(name=wanted.party.name)
        else:
            question = _("What is the net price for {name}?").format(name=wanted.party.name)
        box = with_problem(field, _("Of the selling price"))
        box.setFixedWidth(160)
        asked = column(label(question, "lead", "bold", wrap=True), caption(_rows(len(wanted.rows))), spacing=4)
        line = row(spacing=16)
        line.addLayout(asked, 1)
        line.addWidget(box)
        return card(line)

    def _ask_terms(self, planned: PlannedArtisan) -> QFrame:
        fields = TermsFields()
        fields.setMaximumWidth(420)
        self.terms[planned.row.row_number] = fields
        question = _("Under which terms does {name} bring goods?").format(name=planned.row.name)
        return card(label(question, "lead", "bold", wrap=True), fields)

    def replies(self) -> Replies | None:
        """All answers; None, and the first open one marked, when one is missing."""
        said = Replies()
        wrong: TextField | None = None
        said.who = {name: party for name, choice in self.who.items() if (party := choice.value()) is not None}
        for party, rate in self.shares.items():
            share = rate.check()
            if share is None:
                wrong = wrong or rate
            else:
                said.shares[party] = share
        for number, fields in self.terms.items():
            terms = fields.value()
            if terms is None:
                wrong = wrong or (fields.rate if fields.scheme.value() is Scheme.COMMISSION_PERCENT else fields.fixed)
            else:
                said.terms[number] = terms
        if wrong is not None:
            wrong.setFocus()
            return None
        return said


def _rows(count: int) -> str:
    return ngettext("for {count} row of the list", "for {count} rows of the list", count).format(
        count=format_number(count)
    )
