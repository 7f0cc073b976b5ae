"""The scenes of terms: writing them in four parts, a rate of its own, all versions, and goods that are moved."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt

from sentra_pos.consignment.facts import Liability, Rhythm, Scheme
from sentra_pos.consignment.rates import Rate
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import AgreementId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.kinds import PlaceKind
from tests.ui.visit import Visit


def terms(visit: Visit) -> Iterator[str]:
    """A version with rates of their own, then everything that is asked about it."""
    from ui.consignment.agreement_sheet import CARE, RATES, SETTLING, WHY, AgreementSheet
    from ui.consignment.agreements_sheet import AgreementsSheet
    from ui.consignment.move_terms_sheet import MoveTermsSheet
    from ui.consignment.rate_sheet import RateSheet
    from ui.consignment.screen import ConsignmentScreen
    from ui.consignment.why_sheet import WhyRateSheet

    _agree(visit)
    screen = visit.front("consignment")
    assert isinstance(screen, ConsignmentScreen)
    screen.refresh()
    visit.hands.settle()
    screen.table.pick(visit.gallery.kencana)
    visit.hands.settle()
    # The panel may stand on another of its pages, which has no such button.
    screen.new_terms()
    sheet = visit.hands.sheet(AgreementSheet)
    visit.hands.settle()
    yield "terms-share"
    sheet.show_page(RATES)
    visit.hands.settle()
    yield "terms-rates"
    visit.press(Qt.Key.Key_F2, RateSheet)
    yield "terms-rate"
    visit.press(Qt.Key.Key_Escape)
    for page in (CARE, SETTLING, WHY):
        sheet.show_page(page)
        visit.hands.settle()
        yield f"terms-{page}"
    visit.away()
    screen.agreements()
    versions = visit.hands.sheet(AgreementsSheet)
    yield "agreements"
    versions.explain()
    visit.hands.sheet(WhyRateSheet)
    visit.hands.settle()
    yield "why-this-rate"
    visit.press(Qt.Key.Key_Escape)
    versions.move_goods()
    moving = visit.hands.sheet(MoveTermsSheet)
    visit.hands.wait_for("the goods to be listed", lambda: bool(moving.list.lots))
    visit.hands.settle()
    yield "move-terms"
    visit.away()


def _agree(visit: Visit) -> None:
    shirts, stand = Percent.whole(12), Rupiah(25_000)
    rates = (
        Rate(category="Busana", scheme=Scheme.COMMISSION_PERCENT, rate=shirts),
        Rate(item=visit.gallery.surya.id, place=PlaceKind.STAND, scheme=Scheme.NET_PRICE),
        Rate(place=PlaceKind.STAND, scheme=Scheme.COMMISSION_FIXED, fixed=stand),
    )
    command = RecordAgreement(
        id=AgreementId(new_id(visit.clock)),
        by=visit.gallery.founded.by,
        party=visit.gallery.kencana,
        valid_from=business_today(visit.clock),
        scheme=Scheme.COMMISSION_PERCENT,
        rate=Percent.whole(10),
        rates=rates,
        liability=Liability.SHARED,
        return_term_days=90,
        hold_days=3,
        rhythm=Rhythm.TWO_WEEKS,
        payday=6,
        remark="Pewarna alam dijamin tidak luntur",
    )
    with visit.app.shop.writing() as session:
        record_agreement(session, command, clock=visit.clock)
