"""Record terms with an artisan: a new version from a day on; the versions before it stay as they were signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.consignment.errors import (
    AgreementExists,
    NotAnArtisan,
    TermsBeginTooEarly,
    TermsBeginTooLate,
    TermsIncomplete,
)
from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Liability, Scheme, Valuation
from sentra_pos.consignment.models import AgreementRow
from sentra_pos.consignment.queries import agreement_by_id, agreements_of, consignor
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import AgreementId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date
from sentra_pos.db.types import microseconds
from sentra_pos.ledger.chain import fingerprint
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require

_WHOLE = Percent.whole(100)
_FARTHEST = timedelta(days=731)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAgreement:
    """The terms from ``valid_from`` on; ``rate`` goes with commission in percent, ``fixed`` with fixed commission."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRecorded:
    """The version that stands."""

    agreement: Agreement
    changes: Changes = Changes(consignment=True)


def record_agreement(session: Session, command: RecordAgreement, *, clock: Clock) -> AgreementRecorded:
    """Add the next version of an artisan's terms. What came in earlier keeps the version it came in under."""
    require(session, command.by, Permission.MANAGE_AGREEMENTS)
    if consignor(session, command.party) is None:
        raise NotAnArtisan
    _refuse_nonsense(command)
    standing = agreement_by_id(session, command.id)
    if standing is not None:
        if standing != _as_agreement(command, standing.version):
            raise AgreementExists
        return AgreementRecorded(agreement=standing)
    earlier = agreements_of(session, command.party)
    _refuse_dates(command, earlier, business_today(clock))
    agreement = _as_agreement(command, earlier[0].version + 1 if earlier else 1)
    row = {
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
        "recorded_at": clock.now(),
        "recorded_by": command.by.staff,
    }
    session.execute(insert(AgreementRow), [row])
    # Terms decide about money but are no document: an event in the chain holds their seal.
    seal = {"agreement": str(agreement.id), "terms": seal_of_terms(row).hex()}
    kind, by = EventKind.AGREEMENT_RECORDED, command.by
    record_event(session, kind, device=by.device, staff=by.staff, details=seal, clock=clock)
    return AgreementRecorded(agreement=agreement)


def seal_of_terms(row: Mapping[str, Any]) -> bytes:
    """The fingerprint of every column of an agreement; the doctor computes it again from the table."""
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
            "at": microseconds(row["recorded_at"]),
            "by": str(row["recorded_by"]),
        }
    )


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
    )


def _refuse_nonsense(command: RecordAgreement) -> None:
    by_percent, by_piece = Scheme.COMMISSION_PERCENT, Scheme.COMMISSION_FIXED
    if command.scheme is by_percent and command.rate is None:
        raise TermsIncomplete(reason=_("Type the commission in percent, such as 12,5."))
    if command.scheme is by_piece and command.fixed is None:
        raise TermsIncomplete(reason=_("Type the commission per piece in rupiah, such as 2.500."))
    if command.rate is not None and (command.scheme is not by_percent or not Percent(0) <= command.rate <= _WHOLE):
        raise TermsIncomplete(reason=_("A percentage is from 0 to 100, and only commission in percent has one."))
    if command.fixed is not None and (command.scheme is not by_piece or command.fixed < ZERO):
        raise TermsIncomplete(reason=_("Only fixed commission has an amount per piece, of zero or more."))


def _refuse_dates(command: RecordAgreement, earlier: tuple[Agreement, ...], today: date) -> None:
    if earlier and command.valid_from < earlier[0].valid_from:
        raise TermsBeginTooEarly(version=earlier[0].version, date=format_date(earlier[0].valid_from))
    if command.valid_from > today + _FARTHEST:
        raise TermsBeginTooLate(date=format_date(command.valid_from))
