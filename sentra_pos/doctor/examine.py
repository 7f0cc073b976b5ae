"""Examine a store: every promise there is so far, checked from the outside. Silence means that all is well."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sentra_pos.core.speech import _
from sentra_pos.doctor import (
    book_rules,
    count_rules,
    debt_rules,
    exhibition_rules,
    note_rules,
    paper_rules,
    payment_rules,
    settlement_rules,
    terms_rules,
    till_rules,
)
from sentra_pos.doctor.coming_home_rules import COMING_HOME
from sentra_pos.doctor.computed_ids import account_id, check_accounts, check_agreements
from sentra_pos.doctor.counter_rules import COUNTER
from sentra_pos.doctor.elsewhere_rules import ELSEWHERE
from sentra_pos.doctor.file_checks import check_header, check_pages, check_references, check_schema, type_rules
from sentra_pos.doctor.findings import Finding, Rule
from sentra_pos.doctor.giving_back_rules import GIVING_BACK
from sentra_pos.doctor.homecoming_rules import HOMECOMINGS
from sentra_pos.doctor.pay_back_rules import PAY_BACKS
from sentra_pos.doctor.reader import RESTORE, Unreadable, ask, reading
from sentra_pos.doctor.seals import check_events, check_starts
from sentra_pos.doctor.walk import walk

#: How many of the newest documents a quick examination hashes again.
QUICK_DOCUMENTS = 100

RULES: tuple[Rule, ...] = (
    *type_rules(),
    *book_rules.ORDER,
    *book_rules.CHAINS,
    *book_rules.MONEY,
    *book_rules.GOODS,
    *paper_rules.SALES,
    *paper_rules.REFUNDS,
    *paper_rules.NOTES,
    *paper_rules.PRICES,
    *note_rules.NOTES,
    *note_rules.CORRECTIONS,
    *note_rules.IDENTIFICATIONS,
    *ELSEWHERE,
    *GIVING_BACK,
    *payment_rules.PAYMENTS,
    *settlement_rules.SETTLEMENTS,
    *debt_rules.DEBTS,
    *PAY_BACKS,
    *terms_rules.TERMS,
    *till_rules.TILLS,
    *COUNTER,
    *count_rules.COUNTS,
    *exhibition_rules.EXHIBITIONS,
    *HOMECOMINGS,
    *COMING_HOME,
)


def examine(path: Path, quick: bool = False) -> tuple[Finding, ...]:
    """Everything that is not as it must be, in the file and in what it says; nothing at all when all is well.

    Reads only, also beside a running till, and repairs nothing. ``quick`` leaves out what must read the whole store.
    """
    try:
        with reading(path) as connection:
            found = list(check_header(connection))
            if not found:
                found += check_schema(connection)
    except Unreadable as error:
        return (_unreadable(path, error),)
    if found:
        return tuple(found)
    return _quick(path) if quick else _full(path)


def _quick(path: Path) -> tuple[Finding, ...]:
    return tuple(_within(path, _quick_checks))


def _full(path: Path) -> tuple[Finding, ...]:
    # SQLite works outside the interpreter's lock: the pages are read on one core, the book on the other.
    parts = (_pages, _book)
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="doctor") as workers:
        answers = list(workers.map(lambda part: _within(path, part), parts))
    return tuple(finding for findings in answers for finding in findings)


def _within(path: Path, checks: Callable[[Any], Iterator[Finding]]) -> list[Finding]:
    found: list[Finding] = []
    try:
        with reading(path) as connection:
            found.extend(checks(connection))
    except Unreadable as error:
        found.append(_unreadable(path, error))
    return found


def _quick_checks(connection: Any) -> Iterator[Finding]:
    yield from check_starts(connection)
    yield from check_accounts(connection)
    yield from walk(connection, account_id("clearing"), newest=QUICK_DOCUMENTS)
    yield from _ask(connection, (rule for rule in RULES if rule.quick))


def _pages(connection: Any) -> Iterator[Finding]:
    yield from check_pages(connection, quick=False)
    yield from check_references(connection)


def _book(connection: Any) -> Iterator[Finding]:
    yield from check_starts(connection)
    yield from check_accounts(connection)
    yield from check_agreements(connection)
    yield from terms_rules.check_rates(connection)
    yield from check_events(connection)
    yield from walk(connection, account_id("clearing"))
    yield from _ask(connection, RULES)


def _ask(connection: Any, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        yield from ask(connection, rule)


def _unreadable(path: Path, error: Exception) -> Finding:
    return Finding(
        code="file.unreadable",
        row=path.name,
        sentence=_("The store cannot be read: {reason}").format(reason=error),
        remedy=_(RESTORE),
    )


def report(findings: Iterable[Finding], as_json: bool) -> str:
    """What the command prints: for people nothing when all is well, for programs one JSON object always."""
    told = tuple(findings)
    if as_json:
        # In ASCII: what Windows gives another program is in the code page of the place.
        return json.dumps({"well": not told, "findings": [finding.as_json() for finding in told]}, indent=2)
    return "\n".join(_("{code} in {row}: {sentence}\n    {remedy}").format(**finding.as_json()) for finding in told)
