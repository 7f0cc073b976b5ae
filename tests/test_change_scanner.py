"""The scanner of this computer: the owner sets it, within what can work."""

from __future__ import annotations

import pytest

from sentra_pos.change_scanner import (
    ChangeScanner,
    GapOutOfRange,
    LengthOutOfRange,
    Scanner,
    Suffix,
    WrongPrefix,
    change_scanner,
    scanner_of,
)
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.db.engine import Store
from sentra_pos.db.setting_keys import DEVICE_SCANNER
from sentra_pos.db.settings import put_setting
from sentra_pos.people.permissions import NotAllowed
from tests.factories import found_a_shop
from tests.gallery import a_gallery

SLOW = Scanner(gap_ms=100, least=3, prefix="~", suffix=Suffix.TAB)


def test_what_the_owner_sets_holds(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        change_scanner(session, ChangeScanner(by=founded.by, scanner=SLOW), clock=clock)
    with store.reading() as session:
        assert scanner_of(session) == SLOW


@pytest.mark.parametrize(
    ("scanner", "trouble"),
    [
        (Scanner(gap_ms=19), GapOutOfRange),
        (Scanner(gap_ms=101), GapOutOfRange),
        (Scanner(least=2), LengthOutOfRange),
        (Scanner(least=21), LengthOutOfRange),
        *((Scanner(prefix=sign), WrongPrefix) for sign in ("7", "a", "é", "+", ".", " ", "\x02", "~~")),
    ],
)
def test_what_cannot_work_is_refused_and_not_believed(
    store: Store, clock: FixedClock, scanner: Scanner, trouble: type[SentraError]
) -> None:
    founded = found_a_shop(store, clock)
    with store.writing() as session, pytest.raises(trouble):
        change_scanner(session, ChangeScanner(by=founded.by, scanner=scanner), clock=clock)
    with store.writing() as session:
        kept = {"gap_ms": scanner.gap_ms, "least": scanner.least, "prefix": scanner.prefix, "suffix": "either"}
        put_setting(session, DEVICE_SCANNER, kept)
        assert scanner_of(session) == Scanner()


def test_a_cashier_may_not(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock, opened=False)
    with store.writing() as session, pytest.raises(NotAllowed):
        change_scanner(session, ChangeScanner(by=gallery.cashier, scanner=SLOW), clock=clock)
