"""Whom settlement deals with: an artisan or supplier of the book, by name."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sentra_pos.consignment.queries import Consignor, consignor
from sentra_pos.core.ids import PartyId
from sentra_pos.settlement.errors import ArtisanNotFound


def artisan_known(session: Session, party: PartyId) -> Consignor:
    """Raises ArtisanNotFound for anybody else, customers too."""
    known = consignor(session, party)
    if known is None:
        raise ArtisanNotFound
    return known
