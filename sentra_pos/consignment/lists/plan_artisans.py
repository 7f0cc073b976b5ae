"""What an artisan list would change, said row by row before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import DiscountBearer, Scheme, bearer_label
from sentra_pos.consignment.lists.match_artisans import alike
from sentra_pos.consignment.lists.records import ArtisanList, ArtisanRow
from sentra_pos.consignment.queries import ConsignorDetails, agreements_in_force, consignor_details
from sentra_pos.consignment.rules import Agreement, describe
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import fold
from sentra_pos.people.facts import payout_label
from sentra_pos.people.rules import party_code


class ArtisanState(StrEnum):
    """What importing would do with a row."""

    NEW = "new"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    ASK = "ask"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a list may leave out, as the person answered."""

    scheme: Scheme
    rate: Percent | None = None
    fixed: Rupiah | None = None


#: The answers, by the row's number.
TermsByRow = Mapping[int, Terms]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedArtisan:
    """One row; ``reason`` says why it is a problem or what is asked, ``differences`` what stands otherwise here."""

    row: ArtisanRow
    state: ArtisanState
    party: PartyId | None = None
    terms: Terms | None = None
    reason: str = ""
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanPlan:
    """Every understood row; ``unreadable`` counts the rows that the reading has named problems of."""

    rows: tuple[PlannedArtisan, ...]
    unreadable: int = 0

    def of(self, state: ArtisanState) -> tuple[PlannedArtisan, ...]:
        """The rows in that state."""
        return tuple(planned for planned in self.rows if planned.state is state)

    @property
    def ready(self) -> bool:
        """Whether everything in the list can be taken."""
        return not (self.unreadable or self.of(ArtisanState.ASK) or self.of(ArtisanState.PROBLEM))


@dataclass(slots=True)
class _Known:
    """Who is here already, found by code and by folded name."""

    people: tuple[ConsignorDetails, ...]
    agreements: dict[PartyId, Agreement]
    by_code: dict[str, ConsignorDetails] = field(init=False)
    by_name: dict[str, ConsignorDetails] = field(init=False)

    def __post_init__(self) -> None:
        self.by_code = {fold(one.code): one for one in self.people}
        self.by_name = {fold(one.name): one for one in self.people}


def plan_artisans(session: Session, artisans: ArtisanList, answers: TermsByRow, *, on_date: date) -> ArtisanPlan:
    """Compare the list with who is here already; nothing is changed."""
    known = _Known(consignor_details(session), agreements_in_force(session, on_date))
    rows = tuple(_plan(row, known, answers.get(row.row_number)) for row in artisans.rows)
    return ArtisanPlan(rows=rows, unreadable=len({problem.row_number for problem in artisans.problems}))


def _plan(row: ArtisanRow, known: _Known, answer: Terms | None) -> PlannedArtisan:
    by_code = known.by_code.get(fold(row.code)) if row.code else None
    here = by_code or known.by_name.get(fold(row.name))
    if by_code is not None and fold(by_code.name) != fold(row.name) and not alike(by_code.name, row.name):
        reason = _("The code {code} belongs to {name}; correct the code, or leave it empty.")
        return PlannedArtisan(
            row=row, state=ArtisanState.PROBLEM, reason=reason.format(code=by_code.code, name=by_code.name)
        )
    if here is not None:
        differences = _differences(row, here, known.agreements.get(here.id))
        state = ArtisanState.DIFFERS if differences else ArtisanState.UNCHANGED
        return PlannedArtisan(row=row, state=state, party=here.id, differences=differences)
    try:
        party_code(row.code)
    except SentraError as error:
        return PlannedArtisan(row=row, state=ArtisanState.PROBLEM, reason=str(error))
    terms = _terms_of(row) or answer
    if terms is None:
        reason = _("The list does not say under which terms {name} brings goods; choose them.").format(name=row.name)
        return PlannedArtisan(row=row, state=ArtisanState.ASK, reason=reason)
    return PlannedArtisan(row=row, state=ArtisanState.NEW, terms=terms)


def _terms_of(row: ArtisanRow) -> Terms | None:
    return None if row.scheme is None else Terms(scheme=row.scheme, rate=row.commission, fixed=row.fixed_commission)


def _differences(row: ArtisanRow, here: ConsignorDetails, agreement: Agreement | None) -> tuple[str, ...]:
    """What the list says otherwise than the shop's own record; what it does not say is no difference."""
    said = [
        (_("Business name"), row.name, here.name, fold(row.name) == fold(here.name)),
        (_("Code"), row.code, here.code, not row.code or fold(row.code) == fold(here.code)),
        (_("Phone"), row.phone, here.phone, not row.phone or fold(row.phone) == fold(here.phone)),
        (_("Address"), row.address, here.address, not row.address or fold(row.address) == fold(here.address)),
        (
            _("Bank account"),
            row.bank_account,
            here.bank_account,
            not row.bank_account or fold(row.bank_account) == fold(here.bank_account),
        ),
    ]
    if row.payout_method is not None:
        listed, recorded = payout_label(row.payout_method), payout_label(here.payout_method)
        said.append((_("Paid by"), listed, recorded, row.payout_method is here.payout_method))
    if row.scheme is not None and agreement is not None:
        listed = describe(_as_agreement(row, agreement))
        said.append((_("Terms"), listed, describe(agreement), listed == describe(agreement)))
    elif row.discount_bearer is not None and agreement is not None:
        same = row.discount_bearer is agreement.discount_bearer
        said.append(
            (_("Who bears discounts"), bearer_label(row.discount_bearer), bearer_label(agreement.discount_bearer), same)
        )
    sentence = _("{what}: {listed} in the list, {recorded} here")
    return tuple(
        sentence.format(what=what, listed=listed, recorded=recorded or "–")
        for what, listed, recorded, same in said
        if not same
    )


def _as_agreement(row: ArtisanRow, like: Agreement) -> Agreement:
    assert row.scheme is not None
    return Agreement(
        id=like.id,
        party=like.party,
        version=like.version,
        valid_from=like.valid_from,
        scheme=row.scheme,
        rate=row.commission,
        fixed=row.fixed_commission,
        discount_bearer=row.discount_bearer or DiscountBearer.SHOP,
        # No list says these.
        payment_cost_bearer=like.payment_cost_bearer,
        price_consent=like.price_consent,
        rates=like.rates,
    )
