"""Import a list of artisans: each new one with the first version of the terms; those here already stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.consignment.lists.plan_artisans import ArtisanPlan, ArtisanState, PlannedArtisan, Terms, plan_artisans
from sentra_pos.consignment.lists.records import ArtisanList
from sentra_pos.consignment.lists.trouble import ListNotReady
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import AgreementId, PartyId, new_id
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_artisan import AddArtisan, add_artisan
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportArtisans:
    """``valid_from`` is the day from which the terms of the list hold; ``terms`` answers what the list leaves out.

    ``only_what_is_right`` leaves problem rows and unanswered ones out; otherwise they stop the whole import.
    """

    by: ActedBy
    artisans: ArtisanList
    valid_from: date
    terms: Mapping[int, Terms] = field(default_factory=dict)
    only_what_is_right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisansImported:
    """Who came in, and the plan that was followed."""

    added: tuple[PartyId, ...]
    plan: ArtisanPlan
    changes: Changes


def import_artisans(session: Session, command: ImportArtisans, *, clock: Clock) -> ArtisansImported:
    """Enter who is new with their terms; the same list again changes nothing. Raises ListNotReady."""
    require(session, command.by, Permission.IMPORT)
    plan = plan_artisans(session, command.artisans, command.terms, on_date=command.valid_from)
    if not (plan.ready or command.only_what_is_right):
        raise ListNotReady(
            problems=len(plan.of(ArtisanState.PROBLEM)) + plan.unreadable, questions=len(plan.of(ArtisanState.ASK))
        )
    added = tuple(_add(session, command, planned, clock) for planned in plan.of(ArtisanState.NEW))
    changes = Changes(parties=True, consignment=True) if added else NOTHING
    return ArtisansImported(added=added, plan=plan, changes=changes)


def _add(session: Session, command: ImportArtisans, planned: PlannedArtisan, clock: Clock) -> PartyId:
    row, terms = planned.row, planned.terms
    assert terms is not None
    party = add_artisan(
        session,
        AddArtisan(
            id=PartyId(new_id(clock)),
            by=command.by,
            name=row.name,
            code=row.code,
            phone=row.phone,
            address=row.address,
            payout_method=row.payout_method or PayoutMethod.CASH,
            bank_account=row.bank_account,
            remark=row.kind,
        ),
        clock=clock,
    ).id
    record_agreement(
        session,
        RecordAgreement(
            id=AgreementId(new_id(clock)),
            by=command.by,
            party=party,
            valid_from=command.valid_from,
            scheme=terms.scheme,
            rate=terms.rate,
            fixed=terms.fixed,
            discount_bearer=row.discount_bearer or DiscountBearer.SHOP,
        ),
        clock=clock,
    )
    return party
