"""PINs: what may be one, and how guessing is slowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import open_store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.approve import Approve, approve
from sentra_pos.people.change_own_pin import ChangeOwnPin, change_own_pin
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LogIn, log_in
from sentra_pos.people.models import StaffPin
from sentra_pos.people.permissions import NotAllowed, Permission
from sentra_pos.people.pin_hashing import HASHER, PinHasher
from sentra_pos.people.pin_tries import NoPinYet, TooManyTries, WrongPin, WrongPinNowWait
from sentra_pos.people.rules import FREE_TRIES, PinNotDigits, PinTooSimple, checked_pin, still_to_wait, wait_after
from sentra_pos.people.set_pin import OldPinNeeded, SetPin, set_pin
from tests.factories import Founded, found_a_shop

CHEAP = PinHasher(memory_kib=8, passes=1)
FOUNDED, RIGHT, WRONG = "246813", "480215", "739164"


def with_pin(store: Store, clock: FixedClock) -> Founded:
    founded = found_a_shop(store, clock)
    command = ChangeOwnPin(device=founded.device, staff=founded.owner, old=FOUNDED, pin=RIGHT)
    change_own_pin(store, command, clock, hasher=CHEAP)
    return founded


def hire(store: Store, clock: FixedClock, founded: Founded, pin: str = "") -> StaffId:
    staff = StaffId(new_id(clock))
    with store.writing() as session:
        add_staff(session, AddStaff(id=staff, by=founded.by, name="Dewi", role=Role.CASHIER), clock=clock)
        if pin:
            set_pin(session, SetPin(by=founded.by, staff=staff, pin=pin), clock=clock, hasher=CHEAP)
    return staff


def outcome(store: Store, clock: FixedClock, founded: Founded, pin: str, staff: StaffId | None = None) -> type[object]:
    command = LogIn(device=founded.device, staff=staff or founded.owner, pin=pin)
    try:
        return type(log_in(store, command, clock, hasher=CHEAP))
    except SentraError as refused:
        return type(refused)


def test_the_right_pin_tells_who_it_is(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    who = log_in(store, LogIn(device=founded.device, staff=founded.owner, pin=RIGHT), clock, hasher=CHEAP)
    assert (who.name, who.role) == ("Ibu Ratna", Role.OWNER)
    assert Permission.PAY_OUT in who.permissions


def test_five_tries_are_free_and_then_each_costs_a_wait(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    assert [outcome(store, clock, founded, WRONG) for _ in range(4)] == [WrongPin] * 4
    assert outcome(store, clock, founded, WRONG) is WrongPinNowWait
    assert outcome(store, clock, founded, RIGHT) is TooManyTries
    clock.advance(timedelta(seconds=30))
    assert outcome(store, clock, founded, WRONG) is WrongPinNowWait
    clock.advance(timedelta(seconds=59))
    assert outcome(store, clock, founded, RIGHT) is TooManyTries


def test_the_sentence_says_how_long_to_wait(store: Store, clock: FixedClock) -> None:
    use_language("en")
    founded = with_pin(store, clock)
    for _ in range(5):
        outcome(store, clock, founded, WRONG)
    clock.advance(timedelta(seconds=12))
    with pytest.raises(TooManyTries, match=r"wait 18 seconds") as refused:
        log_in(store, LogIn(device=founded.device, staff=founded.owner, pin=RIGHT), clock, hasher=CHEAP)
    assert refused.value.fields["seconds"] == 18


def test_the_right_pin_begins_the_count_anew(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    for _ in range(4):
        outcome(store, clock, founded, WRONG)
    outcome(store, clock, founded, RIGHT)
    assert [outcome(store, clock, founded, WRONG) for _ in range(4)] == [WrongPin] * 4


def test_one_users_wrong_pins_never_keep_another_out(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    cashier = hire(store, clock, founded, "590317")
    for _ in range(9):
        outcome(store, clock, founded, WRONG)
    assert outcome(store, clock, founded, "590317", cashier).__name__ == "LoggedIn"


def test_the_try_is_on_disk_before_the_pin_is_looked_at(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)

    class Unplugged(PinHasher):
        def matches(self, stored: str, pin: str) -> bool:
            raise KeyboardInterrupt

    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            log_in(store, LogIn(device=founded.device, staff=founded.owner, pin=WRONG), clock, hasher=Unplugged())
    assert outcome(store, clock, founded, RIGHT) is TooManyTries


def test_setting_the_clock_back_does_not_shorten_the_wait(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    for _ in range(5):
        outcome(store, clock, founded, WRONG)
    clock.advance(timedelta(seconds=20))
    clock.advance(-timedelta(days=365))
    assert outcome(store, clock, founded, RIGHT) is TooManyTries
    clock.advance(timedelta(seconds=29))
    assert outcome(store, clock, founded, RIGHT) is TooManyTries
    clock.advance(timedelta(seconds=1))
    assert outcome(store, clock, founded, RIGHT).__name__ == "LoggedIn"


def test_guessing_over_many_restarts_stays_within_the_throttle(
    store: Store, clock: FixedClock, how_many: Callable[[int, int], int]
) -> None:
    founded = with_pin(store, clock)
    cashier = hire(store, clock, founded, "590317")
    store.close()
    looked_at, waited = 0, timedelta(0)

    class Counting(PinHasher):
        def matches(self, stored: str, pin: str) -> bool:
            nonlocal looked_at
            looked_at += 1
            return False

    def guess(store: Store, turn: int) -> timedelta:
        """One try at the door, or at a sheet that asks for an approval; how long it says to wait."""
        try:
            if turn % 2:
                asked = ActedBy(device=founded.device, staff=cashier)
                pin = f"{turn:06d}"
                command = Approve(by=asked, approver=founded.owner, permissions=frozenset({Permission.VOID}), pin=pin)
                approve(store, command, clock, hasher=hasher)
            else:
                command_ = LogIn(device=founded.device, staff=founded.owner, pin=f"{turn:06d}")
                log_in(store, command_, clock, hasher=hasher)
        except TooManyTries as refused:
            return timedelta(seconds=int(str(refused.fields["seconds"])))
        except (WrongPin, WrongPinNowWait):
            pass
        return timedelta(0)

    hasher = Counting(memory_kib=8, passes=1)
    openings = how_many(200, 10_000)
    for turn in range(openings):
        reopened = open_store(store.path, clock, pages_later=True)
        try:
            wait = guess(reopened, turn)
        finally:
            reopened.close()
        # The quickest a guesser can be: waits to the second, and now and then turns the clock back instead.
        if wait and turn % 7:
            clock.advance(wait)
            waited += wait
        elif wait:
            clock.advance(-timedelta(hours=3))
    assert openings / 3 < looked_at < openings
    assert waited >= sum((wait_after(count) for count in range(5, looked_at)), timedelta(0))
    assert waited > timedelta(hours=looked_at - 15)


def test_logins_and_refusals_are_in_the_log(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    outcome(store, clock, founded, WRONG)
    outcome(store, clock, founded, RIGHT)
    with store.reading() as session:
        kinds = [row.kind for row in session.execute(select(Event).order_by(Event.seq)).scalars()]
    assert kinds[-2:] == [EventKind.LOGIN_REFUSED, EventKind.LOGIN]


def test_without_a_pin_nobody_gets_in(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    assert outcome(store, clock, founded, "", hire(store, clock, founded)) is NoPinYet


def test_a_cashier_sets_no_pin_but_their_own(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    cashier = hire(store, clock, founded, "590317")
    by = ActedBy(device=founded.device, staff=cashier)
    with store.writing() as session, pytest.raises(NotAllowed):
        set_pin(session, SetPin(by=by, staff=founded.owner, pin="590318"), clock=clock, hasher=CHEAP)
    own = ChangeOwnPin(device=founded.device, staff=cashier, old="590317", pin="860412")
    change_own_pin(store, own, clock, hasher=CHEAP)
    assert outcome(store, clock, founded, "860412", cashier).__name__ == "LoggedIn"


def test_nobody_changes_their_own_pin_without_the_old_one(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    with store.writing() as session, pytest.raises(OldPinNeeded):
        set_pin(session, SetPin(by=founded.by, staff=founded.owner, pin="860412"), clock=clock, hasher=CHEAP)
    wrong = ChangeOwnPin(device=founded.device, staff=founded.owner, old=WRONG, pin="860412")
    for refusal in (*[WrongPin] * 4, WrongPinNowWait, TooManyTries):
        with pytest.raises(refusal):
            change_own_pin(store, wrong, clock, hasher=CHEAP)
    clock.advance(timedelta(seconds=30))
    assert outcome(store, clock, founded, RIGHT).__name__ == "LoggedIn"


def test_a_new_pin_that_is_too_easy_costs_no_try_at_the_old(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    for _ in range(FREE_TRIES):
        with pytest.raises(PinTooSimple):
            change_own_pin(
                store, ChangeOwnPin(device=founded.device, staff=founded.owner, old=WRONG, pin="1111"), clock
            )
    assert outcome(store, clock, founded, RIGHT).__name__ == "LoggedIn"


def test_a_new_pin_from_the_owner_ends_the_wait(store: Store, clock: FixedClock) -> None:
    founded = with_pin(store, clock)
    cashier = hire(store, clock, founded, "590317")
    for _ in range(7):
        outcome(store, clock, founded, WRONG, cashier)
    with store.writing() as session:
        set_pin(session, SetPin(by=founded.by, staff=cashier, pin="860412"), clock=clock, hasher=CHEAP)
    assert outcome(store, clock, founded, "860412", cashier).__name__ == "LoggedIn"


def test_what_is_stored_is_argon2id_of_64_mib(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    hired = hire(store, clock, founded)
    with store.writing() as session:
        set_pin(session, SetPin(by=founded.by, staff=hired, pin=RIGHT), clock=clock)
    with store.reading() as session:
        stored = session.execute(select(StaffPin.hash).where(StaffPin.staff_id == hired)).scalar_one()
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert HASHER.matches(stored, RIGHT)
    assert not HASHER.matches("not a hash", RIGHT)


def test_a_pin_is_in_no_text_of_a_command(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    assert RIGHT not in repr(SetPin(by=founded.by, staff=founded.owner, pin=RIGHT))
    assert RIGHT not in repr(LogIn(device=founded.device, staff=founded.owner, pin=RIGHT))


@pytest.mark.parametrize("pin", ["0000", "1111", "1234", "4321", "123456", "654321", "7890", "1212", "787878"])
def test_easy_pins_are_refused(pin: str) -> None:
    with pytest.raises(PinTooSimple):
        checked_pin(pin)


@pytest.mark.parametrize("pin", ["", "123", "1234567", "12a4", "１２３８", " 480"])
def test_a_pin_is_four_to_six_digits(pin: str) -> None:
    with pytest.raises(PinNotDigits):
        checked_pin(pin)


@given(st.integers(0, 10_000))
def test_a_wait_never_gets_shorter_and_never_longer_than_an_hour(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= timedelta(hours=1)


@given(st.integers(5, 40), st.timedeltas(timedelta(days=-900), timedelta(0)))
def test_no_time_passes_backwards(failures: int, step: timedelta) -> None:
    clock_then = datetime(2026, 11, 22, tzinfo=UTC)
    assert still_to_wait(failures, clock_then, clock_then + step) == wait_after(failures)
