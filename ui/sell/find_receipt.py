"""A receipt that was scanned, found again: its record and its picture."""

from __future__ import annotations

from typing import Any

from sentra_pos.catalogue.codes import ParsedCode
from sentra_pos.core.clock import Clock
from sentra_pos.sales.errors import SaleNotFound
from sentra_pos.sales.preview import receipt_png
from sentra_pos.sales.queries import Receipt, receipt_of, sale_by_receipt


def find_receipt(session: Any, parsed: ParsedCode, clock: Clock) -> tuple[Receipt, bytes]:
    """The receipt and its picture as PNG. Raises SaleNotFound."""
    document = sale_by_receipt(session, parsed)
    if document is None:
        raise SaleNotFound
    receipt = receipt_of(session, document)
    return receipt, receipt_png(session, receipt, clock)
