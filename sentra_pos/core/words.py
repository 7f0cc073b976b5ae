"""The one door to words: how amounts, rates, counts and dates are written on paper and read from a keyboard."""

from __future__ import annotations

from sentra_pos.core.amounts import (
    NotACount,
    NotAnAmount,
    NotAPercent,
    format_number,
    format_percent,
    format_rupiah,
    parse_count,
    parse_percent,
    parse_rupiah,
)
from sentra_pos.core.dates import (
    NotADate,
    format_age,
    format_date,
    format_month,
    format_short_date,
    format_time,
    parse_date,
)
from sentra_pos.core.terbilang import terbilang

__all__ = [
    "NotACount",
    "NotADate",
    "NotAPercent",
    "NotAnAmount",
    "format_age",
    "format_date",
    "format_month",
    "format_number",
    "format_percent",
    "format_rupiah",
    "format_short_date",
    "format_time",
    "parse_count",
    "parse_date",
    "parse_percent",
    "parse_rupiah",
    "terbilang",
]
