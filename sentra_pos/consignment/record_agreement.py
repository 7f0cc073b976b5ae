"""Record terms with an artisan: a new version from a day on; the versions before it stay as they were signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.consignment.check_terms import refuse_nonsense
from sentra_pos.consignment.errors import AgreementExists, NotAnArtisan, TermsBeginTooEarly, TermsBeginTooLate
from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Liability, Rhythm, Scheme, Valuation
from sentra_pos.consignment.models import AgreementRateRow, AgreementRow
from sentra_pos.consignment.queries import agreement_by_id, agreements_of, consignor
from sentra_pos.consignment.rates import Rate
from sentra_pos.consignment.rules import HALF, Agreement
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import AgreementId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_date
from sentra_pos.db.types import microseconds
from sentra_pos.ledger.chain import fingerprint
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require

_FARTHEST = timedelta(days=731)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAgreement:
    """The terms from ``valid_from`` on; ``rate`` goes with commission in percent, ``fixed`` with fixed commission.

    The rest is as in ``Agreement``.
    """

    id: AgreementId
    by: ActedBy
    party: PartyId
    valid_from: date
    scheme: Scheme
    rate: Percent | None = None
    fixed: Rupiah | None = None
    discount_bearer: DiscountBearer = DiscountBearer.SHOP
    payment_cost_bearer: CostBearer = CostBearer.SHOP
    price_consent: bool = False
    liability: Liability = Liability.SHOP
    valuation: Valuation = Valuation.NET
    remark: str = ""
    rates: tuple[Rate, ...] = ()
    liability_shop_percent: Percent = HALF
    return_term_days: int | None = None
    hold_days: int = 0
    rhythm: Rhythm = Rhythm.ON_REQUEST
    payday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRecorded:
    """The version that stands."""

    agreement: Agreement
    changes: Changes = Changes(consignment=True)


def record_agreement(session: Session, command: RecordAgreement, *, clock: Clock) -> AgreementRecorded:
    """Add the next version of an artisan's terms. What came in earlier keeps the version it came in under.

    Terms that have not begun are replaced by what is recorded after them, also where that begins sooner.
    """
    require(session, command.by, Permission.MANAGE_AGREEMENTS)
    if consignor(session, command.party) is None:
        raise NotAnArtisan
    refuse_nonsense(command)
    standing = agreement_by_id(session, command.id)
    if standing is not None:
        if standing != _as_agreement(command, standing.version):
            raise AgreementExists
        return AgreementRecorded(agreement=standing)
    earlier = agreements_of(session, command.party)
    _refuse_dates(command, earlier, business_today(clock))
    agreement = _as_agreement(command, earlier[0].version + 1 if earlier else 1)
    row = _row(agreement, command, clock)
    rates = _rate_rows(agreement)
    session.execute(insert(AgreementRow), [row])
    if rates:
        session.execute(insert(AgreementRateRow), rates)
    # Terms decide about money but are no document: an event in the chain holds their seal.
    seal = {"agreement": str(agreement.id), "terms": seal_of_terms(row, rates).hex()}
    kind, by = EventKind.AGREEMENT_RECORDED, command.by
    record_event(session, kind, device=by.device, staff=by.staff, details=seal, clock=clock)
    return AgreementRecorded(agreement=agreement)


def _row(agreement: Agreement, command: RecordAgreement, clock: Clock) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "party_id": agreement.party,
        "version": agreement.version,
        "valid_from": agreement.valid_from,
        "scheme": agreement.scheme,
        "rate": agreement.rate,
        "fixed": agreement.fixed,
        "discount_bearer": agreement.discount_bearer,
        "payment_cost_bearer": agreement.payment_cost_bearer,
        "price_consent": agreement.price_consent,
        "liability": agreement.liability,
        "valuation": agreement.valuation,
        "remark": agreement.remark,
        "rate_count": len(agreement.rates),
        "liability_shop_percent": agreement.liability_shop_percent,
        "return_term_days": agreement.return_term_days,
        "hold_days": agreement.hold_days,
        "rhythm": agreement.rhythm,
        "payday": agreement.payday,
        "recorded_at": clock.now(),
        "recorded_by": command.by.staff,
    }


def _rate_rows(agreement: Agreement) -> list[dict[str, Any]]:
    return [
        {
            "agreement_id": agreement.id,
            "number": number,
            "item_id": rate.item,
            "category": rate.category,
            "place_kind": rate.place,
            "scheme": rate.scheme,
            "rate": rate.rate,
            "fixed": rate.fixed,
        }
        for number, rate in enumerate(agreement.rates, start=1)
    ]


def seal_of_terms(row: Mapping[str, Any], rates: Sequence[Mapping[str, Any]] = ()) -> bytes:
    """The fingerprint of every column of an agreement and its rates; the doctor computes it again from the tables."""
    return fingerprint(
        {
            "id": str(row["id"]),
            "party": str(row["party_id"]),
            "version": row["version"],
            "from": row["valid_from"].isoformat(),
            "scheme": row["scheme"].value,
            "rate": None if row["rate"] is None else row["rate"].basis_points,
            "fixed": None if row["fixed"] is None else row["fixed"].amount,
            "bearer": row["discount_bearer"].value,
            "cost_bearer": row["payment_cost_bearer"].value,
            "consent": int(row["price_consent"]),
            "liability": row["liability"].value,
            "valuation": row["valuation"].value,
            "remark": row["remark"],
            "shop_percent": row["liability_shop_percent"].basis_points,
            "return_term": row["return_term_days"],
            "hold": row["hold_days"],
            "rhythm": row["rhythm"].value,
            "payday": row["payday"],
            "at": microseconds(row["recorded_at"]),
            "by": str(row["recorded_by"]),
            "rates": [_said(rate) for rate in rates],
        }
    )


def _said(rate: Mapping[str, Any]) -> list[Any]:
    return [
        None if rate["item_id"] is None else str(rate["item_id"]),
        rate["category"],
        None if rate["place_kind"] is None else rate["place_kind"].value,
        rate["scheme"].value,
        None if rate["rate"] is None else rate["rate"].basis_points,
        None if rate["fixed"] is None else rate["fixed"].amount,
    ]


def _as_agreement(command: RecordAgreement, version: int) -> Agreement:
    return Agreement(
        id=command.id,
        party=command.party,
        version=version,
        valid_from=command.valid_from,
        scheme=command.scheme,
        rate=command.rate,
        fixed=command.fixed,
        discount_bearer=command.discount_bearer,
        payment_cost_bearer=command.payment_cost_bearer,
        price_consent=command.price_consent,
        liability=command.liability,
        valuation=command.valuation,
        remark=command.remark.strip(),
        rates=tuple(replace(rate, category=one_line(rate.category)) for rate in command.rates),
        liability_shop_percent=command.liability_shop_percent,
        return_term_days=command.return_term_days,
        hold_days=command.hold_days,
        rhythm=command.rhythm,
        payday=command.payday,
    )


def _refuse_dates(command: RecordAgreement, earlier: tuple[Agreement, ...], today: date) -> None:
    # One that has not begun was never used: whatever is recorded after it replaces it, and may begin sooner.
    begun = next((each for each in earlier if each.valid_from <= today), None)
    if begun is not None and command.valid_from < begun.valid_from:
        raise TermsBeginTooEarly(version=begun.version, date=format_date(begun.valid_from))
    if command.valid_from > today + _FARTHEST:
        raise TermsBeginTooLate(date=format_date(command.valid_from))
