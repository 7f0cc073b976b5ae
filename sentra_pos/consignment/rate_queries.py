"""The rates of their own that agreements have, read only for those that have any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.models import AgreementRateRow
from sentra_pos.consignment.rates import Rate
from sentra_pos.core.ids import AgreementId
from sentra_pos.db.direct import RowReader
from sentra_pos.db.types import UuidType

_RATES = RowReader(
    select(
        AgreementRateRow.agreement_id,
        AgreementRateRow.item_id,
        AgreementRateRow.category,
        AgreementRateRow.place_kind,
        AgreementRateRow.scheme,
        AgreementRateRow.rate,
        AgreementRateRow.fixed,
    )
    .where(AgreementRateRow.agreement_id.in_(bindparam("agreements", expanding=True, type_=UuidType())))
    .order_by(AgreementRateRow.agreement_id, AgreementRateRow.number)
)


def rates_of(session: Session, agreements: Iterable[AgreementId]) -> dict[AgreementId, tuple[Rate, ...]]:
    """The rates of each agreement that has any, in the order they were written down. Nothing asked: no query."""
    wanted = list(dict.fromkeys(agreements))
    found: defaultdict[AgreementId, list[Rate]] = defaultdict(list)
    for agreement, item, category, place, scheme, rate, fixed in (
        _RATES.all(session, agreements=wanted) if wanted else ()
    ):
        found[agreement].append(Rate(item=item, category=category, place=place, scheme=scheme, rate=rate, fixed=fixed))
    return {agreement: tuple(rates) for agreement, rates in found.items()}
