"""The sheet for new terms with an artisan: a version from a day on, and what it means in money."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.errors import TermsBeginTooEarly, TermsBeginTooLate, TermsIncomplete
from sentra_pos.consignment.facts import (
    CostBearer,
    DiscountBearer,
    Liability,
    Scheme,
    Valuation,
    bearer_label,
    cost_bearer_label,
    liability_label,
    valuation_label,
)
from sentra_pos.consignment.record_agreement import AgreementRecorded, RecordAgreement
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AgreementId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy
from ui.consignment.choice import Choice
from ui.consignment.rows import ArtisanDetail
from ui.consignment.terms_fields import TermsFields, titled
from ui.kit.dialog import Sheet
from ui.kit.fields import DateEdit, TextField, with_problem
from ui.kit.labels import caption, label
from ui.kit.layout import column, row
from ui.kit.messages import error

#: What the example is reckoned with.
_EXAMPLE = Rupiah(250_000)
Send = Callable[
    [RecordAgreement, Callable[[AgreementRecorded], object], Callable[[SentraError], object], Callable[[], object]],
    object,
]


class AgreementSheet(Sheet):
    """Begins with the terms that hold now, so that only what is new has to be changed."""

    def __init__(self, parent: QWidget, detail: ArtisanDetail, by: ActedBy, clock: Clock, send: Send) -> None:
        super().__init__(
            parent,
            title=_("New terms with {name}").format(name=detail.artisan.name),
            primary_text=_("Save the terms"),
            width=620,
            height=720,
            scrolls=True,
        )
        self._detail, self._by, self._send = detail, by, send
        self._id = AgreementId(new_id(clock))
        newest = detail.versions[0] if detail.versions else None
        today = business_today(clock)
        begins = max(today, newest.valid_from) if newest is not None else today
        self.valid_from = DateEdit(begins, today=lambda: business_today(clock))
        self.terms = TermsFields(newest)
        self.bearer = Choice(
            [(each, bearer_label(each)) for each in DiscountBearer], newest.discount_bearer if newest else None
        )
        self.cost_bearer = Choice(
            [(each, cost_bearer_label(each)) for each in CostBearer], newest.payment_cost_bearer if newest else None
        )
        self.consent = Choice(
            [(False, _("The shop decides")), (True, _("With the artisan's consent"))],
            newest.price_consent if newest else None,
        )
        self.liability = Choice(
            [(each, liability_label(each)) for each in Liability], newest.liability if newest else None
        )
        self.valuation = Choice(
            [(each, valuation_label(each)) for each in Valuation], newest.valuation if newest else Valuation.NET
        )
        self.remark = TextField(newest.remark if newest else "")
        self._example = label("", "body", "semibold", "primary", wrap=True)
        self._care = QWidget()
        self._fill()
        self.terms.changed.connect(self._show_example)
        self._show_example()
        self.terms.scheme.setFocus()

    def _fill(self) -> None:
        version = self._detail.versions[0].version + 1 if self._detail.versions else 1
        words = _("Version {version}. What came in before keeps the terms it came in under.").format(version=version)
        note = caption(words)
        note.setWordWrap(True)
        self._care.setLayout(
            column(
                row(
                    titled(_("Discounts are borne by"), self.bearer),
                    titled(_("Loss or damage is borne by"), self.liability),
                    titled(_("and is worth"), self.valuation),
                    spacing=12,
                ),
                row(
                    titled(_("Payment costs are borne by"), self.cost_bearer),
                    titled(_("Prices are changed"), self.consent),
                    spacing=12,
                ),
                spacing=12,
            )
        )
        for part in (
            note,
            with_problem(self.valid_from, _("Holds from"), _("A day such as 22/11/26; Up and Down change it.")),
            self.terms,
            self._example,
            self._care,
            titled(_("Remark"), self.remark),
        ):
            self.content.addWidget(part)
        self.content.addStretch(1)

    def _show_example(self) -> None:
        scheme = self.terms.scheme.value()
        self._care.setVisible(scheme is not Scheme.OUTRIGHT)
        share: Rupiah | None = None
        rate, fixed = self.terms.rate.value(), self.terms.fixed.value()
        if scheme is Scheme.COMMISSION_PERCENT and rate is not None:
            share = _EXAMPLE - _EXAMPLE.percent(rate)
        if scheme is Scheme.COMMISSION_FIXED and fixed is not None:
            share = max(_EXAMPLE - fixed, Rupiah(0))
        self._example.setVisible(share is not None)
        if share is not None:
            sentence = _("A piece sold for {price}: {share} for the artisan, {part} for the shop.")
            self._example.setText(
                sentence.format(
                    price=format_rupiah(_EXAMPLE), share=format_rupiah(share), part=format_rupiah(_EXAMPLE - share)
                )
            )

    def confirm(self) -> None:
        terms, valid_from = self.terms.value(), self.valid_from.check()
        if terms is None or valid_from is None:
            (self.valid_from if terms is not None else self._figure()).setFocus()
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
            self.valid_from.mark(str(trouble))
            self.valid_from.setFocus()
        elif isinstance(trouble, TermsIncomplete):
            self._figure().mark(str(trouble))
            self._figure().setFocus()
        else:
            error(self, trouble)
