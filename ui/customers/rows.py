"""How customers read in lists."""

from __future__ import annotations

from sentra_pos.core.speech import _
from sentra_pos.people.customer_queries import Customer
from ui.kit.table import Column


def customer_columns() -> list[Column[Customer]]:
    """Who, with the person who speaks for an agency, and how to reach them."""
    return [
        Column(
            title=_("Customer"),
            text=lambda each: each.name,
            second=lambda each: each.contact_name or each.address,
            strong=True,
            stretch=1,
        ),
        Column(title=_("Phone"), text=lambda each: each.phone),
        Column(title=_("Code"), text=lambda each: each.code, tone=lambda _each: "muted", optional=True),
    ]
