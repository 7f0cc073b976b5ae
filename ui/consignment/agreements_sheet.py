"""All versions of one artisan's terms: what holds, what begins, what was; their papers, and moving goods to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.move_terms import TermsMoved
from sentra_pos.consignment.rate_wording import about_words
from sentra_pos.consignment.rules import Agreement, rate_words
from sentra_pos.consignment.terms_wording import as_entry, terms_pairs
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_short_date
from ui.consignment.agreement_pdf import save_agreement, save_terms_move
from ui.consignment.move_list import targets
from ui.consignment.move_terms_sheet import MoveTermsSheet
from ui.consignment.rows import ArtisanDetail, terms_in_a_word
from ui.consignment.why_sheet import WhyRateSheet
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import body, caption
from ui.kit.layout import Flow, column, plain, row, scrolling
from ui.kit.messages import Banner, toast
from ui.kit.table import Column, RecordTable


def begins(agreement: Agreement, in_force: Agreement | None, today: date) -> bool:
    """Whether it will hold; what was recorded after it, and has begun, replaced it."""
    return agreement.valid_from > today and (in_force is None or agreement.version > in_force.version)


def version_state(agreement: Agreement, in_force: Agreement | None, today: date) -> str:
    """Whether it holds, begins, or was."""
    if agreement == in_force:
        return _("holds now")
    if begins(agreement, in_force, today):
        return _("begins {date}").format(date=format_short_date(agreement.valid_from))
    if in_force is not None and agreement.version < in_force.version:
        return _("replaced, held from {date}").format(date=format_short_date(agreement.valid_from))
    return _("from {date}").format(date=format_short_date(agreement.valid_from))


def version_columns(in_force: Agreement | None, today: date) -> list[Column[Agreement]]:
    """The version in a row."""

    def tone(each: Agreement) -> str:
        return "good" if each == in_force else "primary" if begins(each, in_force, today) else "muted"

    return [
        Column[Agreement](
            title=_("Version"),
            text=lambda each: f"{each.version} · {terms_in_a_word(each)}",
            second=lambda each: version_state(each, in_force, today),
            stretch=1,
            strong=True,
            tone=tone,
        )
    ]


class AgreementsSheet(Sheet):
    """Reads; the papers and the goods are asked for by their buttons."""

    def __init__(self, parent: QWidget, context: Context, detail: ArtisanDetail) -> None:
        title = _("Agreements with {name}").format(name=detail.artisan.name)
        super().__init__(parent, title=title, width=860, height=640)
        self.heading.setWordWrap(True)
        self._context, self._detail = context, detail
        self._today = business_today(context.shop.clock)
        self.table: RecordTable[Agreement] = RecordTable(
            version_columns(detail.in_force, self._today),
            empty=_("No terms yet. Record them with F5 before goods come in."),
            name=_("Versions"),
            key=lambda each: each.id,
        )
        self.table.setFixedWidth(250)
        self.pdf_button = secondary(_("Agreement (PDF)"), "F9", icon="printer", on=self.print_agreement)
        self.move_button = secondary(_("Move goods here"), "F6", icon="arrow-right", on=self.move_goods)
        self.why_button = secondary(_("Why this rate?"), "F2", icon="question", on=self.explain)
        self._facts = column(spacing=10, margins=(0, 0, 6, 0))
        self._problem = Banner("")
        self._problem.hide()
        self._fill()
        self.table.picked.connect(self._show)
        self.table.set_rows(detail.versions)
        self.table.pick((detail.in_force or detail.versions[0]).id if detail.versions else None)
        self.table.setFocus()

    def _fill(self) -> None:
        inside = row(spacing=16)
        inside.addWidget(self.table)
        inside.addWidget(scrolling(plain(self._facts)), 1)
        self.content.addLayout(inside, 1)
        self.content.addWidget(plain(Flow(self.pdf_button, self.move_button, self.why_button, line_spacing=8)))
        self.content.addWidget(self._problem)

    def _show(self, agreement: Agreement | None) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        may_move = agreement in targets(self._detail.versions, self._today)
        self.pdf_button.setEnabled(agreement is not None)
        self.move_button.setEnabled(may_move)
        self.why_button.setEnabled(agreement is not None and agreement.scheme is not Scheme.OUTRIGHT)
        if agreement is None:
            return
        begins = _("Version {version}, {state}").format(
            version=agreement.version, state=version_state(agreement, self._detail.in_force, self._today)
        )
        pairs = [(_("Version"), begins), *terms_pairs(agreement)]
        names = self._detail.choices.names
        pairs[2:2] = [
            (
                as_entry(about_words(rate, "" if rate.item is None else names.get(rate.item, ""))),
                as_entry(rate_words(rate.scheme, rate.rate, rate.fixed)),
            )
            for rate in agreement.rates
        ]
        if agreement.remark:
            pairs.append((_("Remark"), agreement.remark))
        for name, fact in pairs:
            said = body(fact)
            said.setWordWrap(True)
            self._facts.addWidget(plain(column(caption(name), said, spacing=1)))
        self._facts.addStretch(1)

    def print_agreement(self) -> None:
        """Write the PDF off the window's thread, then open it."""
        agreement = self.table.current()
        if agreement is not None:
            self._make(lambda: save_agreement(self._context.shop, agreement.id))

    def _make(self, save: Callable[[], Path]) -> None:
        self._problem.hide()
        self._context.runner.apart(save, self._opened, self._tell, origin=self)

    def _opened(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
        toast(self.base(), _("The paper was saved as {file}.").format(file=file.name))

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()

    def move_goods(self) -> None:
        """Open the sheet that moves goods to the chosen version."""
        agreement = self.table.current()
        if agreement is None:
            return
        sheet = MoveTermsSheet(self, self._context, self._detail, agreement)
        sheet.returned.connect(self._moved)
        sheet.open()

    def _moved(self, moved: object) -> None:
        if isinstance(moved, TermsMoved):
            toast(self.base(), _("The goods were moved as {code}.").format(code=moved.code))
            self._make(lambda: save_terms_move(self._context.shop, moved.id))

    def explain(self) -> None:
        """Which rate holds for which goods, and why."""
        agreement = self.table.current()
        if agreement is not None:
            WhyRateSheet(self, self._detail.choices, agreement).open()
