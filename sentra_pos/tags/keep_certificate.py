"""Record an artisan's Batikmark certificate, or take one back: only what is recorded is ever named on a card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import Technique
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import PartyId
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.change_artisan import ArtisanUnknown
from sentra_pos.people.models import Party
from sentra_pos.people.party_event import record_party_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tags.errors import CertificateMissing, NotACertificate
from sentra_pos.tags.models import BatikmarkRow
from sentra_pos.tags.rules import Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCertificate:
    """The certificate as its paper says it; the same number again changes it."""

    by: ActedBy
    party: PartyId
    number: str
    techniques: frozenset[Technique]
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCertificate:
    by: ActedBy
    party: PartyId
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateKept:
    """The certificate as it now stands."""

    certificate: Certificate
    changes: Changes = Changes(parties=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRemoved:
    changes: Changes = Changes(parties=True)


def keep_certificate(session: Session, command: KeepCertificate, *, clock: Clock) -> CertificateKept:
    """Raises ArtisanUnknown, NotACertificate."""
    require(session, command.by, Permission.MANAGE_ARTISANS)
    if session.get(Party, command.party) is None:
        raise ArtisanUnknown
    number = one_line(command.number, longest=60)
    techniques = frozenset(each for each in command.techniques if each.is_batik)
    if not number or not techniques:
        raise NotACertificate
    row = session.get(BatikmarkRow, (command.party, number)) or BatikmarkRow(party_id=command.party, number=number)
    row.techniques, row.valid_until = sorted(each.value for each in techniques), command.valid_until
    session.add(row)
    session.flush()
    record_party_event(session, command.by, command.party, ["batikmark"], "", clock=clock)
    certificate = Certificate(
        party=command.party, number=number, techniques=techniques, valid_until=command.valid_until
    )
    return CertificateKept(certificate=certificate)


def remove_certificate(session: Session, command: RemoveCertificate, *, clock: Clock) -> CertificateRemoved:
    """Raises CertificateMissing."""
    require(session, command.by, Permission.MANAGE_ARTISANS)
    mine = (BatikmarkRow.party_id == command.party, BatikmarkRow.number == command.number)
    removed = session.execute(delete(BatikmarkRow).where(*mine).returning(BatikmarkRow.number)).all()
    if not removed:
        raise CertificateMissing
    record_party_event(session, command.by, command.party, ["batikmark"], "", clock=clock)
    return CertificateRemoved()
