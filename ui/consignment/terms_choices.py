"""What terms may be about: the categories of the shop, and the items of one artisan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sentra_pos.catalogue.queries import categories
from sentra_pos.consignment.agreement_queries import NamedItem, items_for_rates
from sentra_pos.core.ids import ItemId, PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChoices:
    """Names to choose from; nothing typed can miss its goods."""

    categories: tuple[str, ...] = ()
    items: tuple[NamedItem, ...] = ()

    @property
    def names(self) -> Mapping[ItemId, str]:
        return {each.item: each.name for each in self.items}


NO_CHOICES = TermsChoices()


def terms_choices(session: Any, party: PartyId) -> TermsChoices:
    """All that is for sale, and what this artisan made or brought."""
    return TermsChoices(categories=categories(session), items=items_for_rates(session, party))
