"""Whose QRIS customers are shown at this till: the exhibition's own merchant where there is one, else the shop's."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.sell_at import selling_at
from sentra_pos.payments.qris import QrisMerchant, read_merchant
from sentra_pos.payments.set_qris import qris_standing


def qris_here(session: Session) -> QrisMerchant | None:
    """By the place that this till sells at now; None where no QRIS is kept."""
    here = selling_at(session)
    payload = None if here is None else session.execute(
        select(ExhibitionRow.qris_payload)
        .join(StandRow, StandRow.exhibition_id == ExhibitionRow.id)
        .where(StandRow.place_id == here.place)
    ).scalar_one_or_none()  # fmt: skip
    return read_merchant(payload) if payload else qris_standing(session)
