"""The sheet for new terms with an artisan: a version from a day on, in five pages, and what it means in money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.consignment.check_terms import refuse_nonsense
from sentra_pos.consignment.errors import TermsBeginTooEarly, TermsBeginTooLate
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.record_agreement import AgreementRecorded, RecordAgreement
from sentra_pos.consignment.rules import Agreement, share_at_list
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AgreementId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy
from ui.consignment.rates_editor import RatesEditor
from ui.consignment.rows import ArtisanDetail
from ui.consignment.terms_fields import TermsFields
from ui.consignment.terms_pages import CarePage, SettlingPage
from ui.consignment.why_rate import WhyRate
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import DateEdit, TextField, with_problem
from ui.kit.keys import on_key
from ui.kit.labels import caption, label
from ui.kit.layout import column, plain
from ui.kit.messages import error

#: What the example is reckoned with.
_EXAMPLE = Rupiah(250_000)
SHARE, RATES, CARE, SETTLING, WHY = "share", "rates", "care", "settling", "why"
_PAGES = (SHARE, RATES, CARE, SETTLING, WHY)
Send = Callable[
    [RecordAgreement, Callable[[AgreementRecorded], object], Callable[[SentraError], object], Callable[[], object]],
    object,
]


class AgreementSheet(Sheet):
    """Begins with the newest terms, so that only what is new has to be changed."""

    def __init__(self, parent: QWidget, detail: ArtisanDetail, by: ActedBy, clock: Clock, send: Send) -> None:
        super().__init__(
            parent,
            title=_("New terms with {name}").format(name=detail.artisan.name),
            primary_text=_("Save the terms"),
            width=800,
            height=690,
        )
        self.heading.setWordWrap(True)
        self._detail, self._by, self._send = detail, by, send
        self._id = AgreementId(new_id(clock))
        newest = detail.versions[0] if detail.versions else None
        self._today = today = business_today(clock)
        begins = max(today, newest.valid_from) if newest is not None else today
        self.valid_from = DateEdit(begins, today=lambda: business_today(clock))
        self.terms = TermsFields(newest)
        self.rates = RatesEditor(detail.choices, newest.rates if newest else ())
        self.care, self.settling = CarePage(newest), SettlingPage(newest)
        self.why = WhyRate(detail.choices)
        self.bearer, self.cost_bearer, self.consent = self.care.bearer, self.care.cost_bearer, self.care.consent
        self.liability, self.valuation = self.care.liability, self.care.valuation
        self.remark = self.settling.remark
        self._example = label("", "body", "semibold", "primary", wrap=True)
        self.chips = Chips(
            [
                (SHARE, _("Share")),
                (RATES, _("Rates of their own")),
                (CARE, _("Who bears what")),
                (SETTLING, _("Goods and payment")),
                (WHY, _("Why this rate?")),
            ],
            name=_("Part to show"),
        )
        self._pages = QStackedWidget()
        self._fill()
        self.chips.chosen.connect(lambda key: self.show_page(str(key)))
        on_key(self, "Ctrl+Tab", _("Next part"), self.next_page)
        self.terms.changed.connect(self._show_example)
        self.rates.changed.connect(self._show_example)
        self._show_example()
        self.terms.scheme.setFocus()

    def _fill(self) -> None:
        version = self._detail.versions[0].version + 1 if self._detail.versions else 1
        words = _("Version {version}. What came in before keeps the terms it came in under.").format(version=version)
        note = caption(words)
        note.setWordWrap(True)
        share = column(
            with_problem(self.valid_from, _("Holds from"), _("A day such as 22/11/26; Up and Down change it.")),
            self.terms,
            self._example,
            spacing=12,
        )
        share.addStretch(1)
        for page in (plain(share), self.rates, self.care, self.settling, self.why):
            self._pages.addWidget(page)
        for part in (note, self.chips):
            self.content.addWidget(part)
        self.content.addWidget(self._pages, 1)

    def show_page(self, page: str) -> None:
        """Bring a part to the front: ``share``, ``rates``, ``care``, ``settling`` or ``why``."""
        self.chips.choose(page)
        if page == WHY:
            self.why.show_terms(self._as_agreement())
        self._pages.setCurrentIndex(_PAGES.index(page))

    def next_page(self) -> None:
        """The part after this one; after the last, the first."""
        self.show_page(_PAGES[(self._pages.currentIndex() + 1) % len(_PAGES)])
        first = _first_field(self._pages.currentWidget())
        if first is not None:
            # From the foot of the sheet, too: Enter would press the button that had the keys there.
            first.setFocus()

    def _as_agreement(self) -> Agreement | None:
        """The terms as they stand in the fields, or None while they are not complete."""
        scheme, rate, fixed = self.terms.scheme.value(), self.terms.rate.value(), self.terms.fixed.value()
        made = Agreement(
            id=self._id,
            party=self._detail.artisan.id,
            version=1,
            valid_from=self._today,
            scheme=scheme,
            rate=rate if scheme is Scheme.COMMISSION_PERCENT else None,
            fixed=fixed if scheme is Scheme.COMMISSION_FIXED else None,
            rates=() if scheme is Scheme.OUTRIGHT else self.rates.rates,
        )
        try:
            refuse_nonsense(made)
        except SentraError:
            return None
        return made

    def _show_example(self) -> None:
        scheme = self.terms.scheme.value()
        kept = scheme is not Scheme.OUTRIGHT
        for page in (RATES, CARE, SETTLING, WHY):
            self.chips.chip(page).setVisible(kept)
        terms = self._as_agreement()
        shown = terms is not None and scheme in (Scheme.COMMISSION_PERCENT, Scheme.COMMISSION_FIXED)
        self._example.setVisible(shown)
        if terms is not None and shown:
            share = share_at_list(replace(terms, rates=()), _EXAMPLE, None)
            sentence = _("A piece sold for {price}: {share} for the artisan, {part} for the shop.")
            self._example.setText(
                sentence.format(
                    price=format_rupiah(_EXAMPLE), share=format_rupiah(share), part=format_rupiah(_EXAMPLE - share)
                )
            )

    def confirm(self) -> None:
        terms, valid_from = self.terms.value(), self.valid_from.check()
        if terms is None or valid_from is None:
            self.show_page(SHARE)
            (self.valid_from if terms is not None else self._figure()).setFocus()
            return
        for key, page in ((CARE, self.care), (SETTLING, self.settling)):
            if not page.is_complete():
                self.show_page(key)
                return
        command = RecordAgreement(
            id=self._id,
            by=self._by,
            party=self._detail.artisan.id,
            valid_from=valid_from,
            scheme=terms.scheme,
            rate=terms.rate,
            fixed=terms.fixed,
            discount_bearer=self.bearer.value(),
            payment_cost_bearer=self.cost_bearer.value(),
            price_consent=self.consent.value(),
            liability=self.liability.value(),
            valuation=self.valuation.value(),
            remark=self.remark.text(),
            rates=() if terms.scheme is Scheme.OUTRIGHT else self.rates.rates,
            liability_shop_percent=self.care.liability_shop_percent,
            return_term_days=self.settling.return_term_days,
            hold_days=self.settling.hold_days,
            rhythm=self.settling.rhythm.value(),
            payday=self.settling.payday,
        )
        self.busy(True)
        self._send(command, self._done, self._failed, self._over)

    def _figure(self) -> TextField:
        return self.terms.rate if self.terms.scheme.value() is Scheme.COMMISSION_PERCENT else self.terms.fixed

    def _done(self, recorded: AgreementRecorded) -> None:
        self.busy(False)
        self.finish(recorded)

    def _over(self) -> None:
        # A fault has neither done nor failed.
        self.busy(False)

    def _failed(self, trouble: SentraError) -> None:
        self.busy(False)
        if isinstance(trouble, TermsBeginTooEarly | TermsBeginTooLate):
            self.show_page(SHARE)
            self.valid_from.mark(str(trouble))
            self.valid_from.setFocus()
        else:
            error(self, trouble)


def _first_field(page: QWidget | None) -> QWidget | None:
    """What Tab comes to first on a page."""
    each = None if page is None else page.nextInFocusChain()
    while page is not None and each is not None and page.isAncestorOf(each):
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return each
        each = each.nextInFocusChain()
    return None
