"""What the screen of consigned goods shows, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.note_queries import NoteInList, notes, pieces_by_artisan
from sentra_pos.consignment.piece_queries import PieceHere, pieces_of_artisan
from sentra_pos.consignment.queries import agreement_in_force, agreements_in_force, agreements_of
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import fold
from sentra_pos.core.words import format_percent, format_rupiah
from sentra_pos.people.facts import PartyKind
from sentra_pos.people.queries import Artisan, artisan_of, artisans
from sentra_pos.settlement.queries import Owed, owed_by_artisan, owed_to
from ui.consignment.terms_choices import NO_CHOICES, TermsChoices, terms_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanInList:
    """One artisan in one row; ``owed`` is what the panel beside the list says, before any advance is taken off."""

    artisan: Artisan
    agreement: Agreement | None
    pieces: Quantity
    owed: Rupiah

    def matches(self, typed: str) -> bool:
        """Whether every word typed begins a word of the code, the name or the person behind it."""
        words = fold(f"{self.artisan.code} {self.artisan.name} {self.artisan.contact_name}").split()
        return all(any(word.startswith(part) for word in words) for part in fold(typed).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanDetail:
    """All that is shown of one artisan."""

    artisan: Artisan
    in_force: Agreement | None
    versions: tuple[Agreement, ...]
    owed: Owed
    notes: tuple[NoteInList, ...]
    pieces: tuple[PieceHere, ...]
    choices: TermsChoices = NO_CHOICES

    @property
    def pieces_here(self) -> Quantity:
        return Quantity(sum(piece.quantity.units for piece in self.pieces))


def artisans_in_list(session: Any, today: date) -> tuple[ArtisanInList, ...]:
    """Everybody goods come in from, by code."""
    terms, here = agreements_in_force(session, today), pieces_by_artisan(session)
    owed = {each.party: each.fresh + each.carried for each in owed_by_artisan(session)}
    people = (*artisans(session), *artisans(session, kind=PartyKind.SUPPLIER))
    return tuple(
        ArtisanInList(
            artisan=one,
            agreement=terms.get(one.id),
            pieces=here[one.id].pieces if one.id in here else NONE,
            owed=owed.get(one.id, Rupiah(0)),
        )
        for one in people
    )


def artisan_detail(session: Any, party: PartyId, today: date) -> ArtisanDetail | None:
    """One artisan with terms, notes and pieces."""
    artisan = artisan_of(session, party)
    if artisan is None:
        return None
    return ArtisanDetail(
        artisan=artisan,
        in_force=agreement_in_force(session, party, today),
        versions=agreements_of(session, party),
        owed=owed_to(session, party),
        notes=notes(session, party=party),
        pieces=pieces_of_artisan(session, party),
        choices=terms_choices(session, party),
    )


def terms_in_a_word(agreement: Agreement | None) -> str:
    """The scheme as short as a column allows."""
    if agreement is None:
        return _("No terms yet")
    if agreement.scheme is Scheme.COMMISSION_PERCENT and agreement.rate is not None:
        return format_percent(agreement.rate)
    if agreement.scheme is Scheme.COMMISSION_FIXED and agreement.fixed is not None:
        return format_rupiah(agreement.fixed)
    return _("Net price") if agreement.scheme is Scheme.NET_PRICE else _("Bought outright")
