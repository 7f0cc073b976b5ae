"""An act that one may not do alone: a second person's PIN, and the same command goes on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.speech import use_language
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import (
    PERMISSIONS,
    NotAllowed,
    Permission,
    SecondPersonNeeded,
    require,
    require_second,
)
from sentra_pos.people.set_pin import SetPin, set_pin
from tests.factories import QUICK_HASHER
from tests.ui.back_room import Desk, clipped_everywhere
from ui.context import Context
from ui.kit.screen import Screen
from ui.people.approve_sheet import ApproveSheet
from ui.people.approving import Approving

PIN = "590317"
OWNERS = "246813"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDown:
    by: ActedBy
    amount: str = "Rp 50.000"


def take_down(session: Any, command: TakeDown, /, *, clock: Clock) -> ActedBy:
    require(session, command.by, Permission.LARGE_DISCOUNT)
    return command.by


def both_hands(session: Any, command: TakeDown, /, *, clock: Clock) -> ActedBy:
    require_second(session, command.by, Permission.PAY_OUT)
    return command.by


def two_steps(session: Any, command: TakeDown, /, *, clock: Clock) -> ActedBy:
    require(session, command.by, Permission.LARGE_DISCOUNT)
    require(session, command.by, Permission.PAY_OUT)
    return command.by


@dataclass
class Till:
    """A cashier's screen that writes through Approving."""

    desk: Desk
    context: Context
    approving: Approving
    done: list[ActedBy] = field(default_factory=list)
    failed: list[SentraError] = field(default_factory=list)
    ended: list[bool] = field(default_factory=list)

    def write(self, act: Any, by: ActedBy | None = None) -> None:
        command = TakeDown(by=by or self.context.by)
        self.approving.write(act, command, self.done.append, self.failed.append, ended=lambda: self.ended.append(True))
        self.desk.settle()

    def sheet(self) -> ApproveSheet:
        sheet = self.desk.sheet()
        assert isinstance(sheet, ApproveSheet)
        return sheet

    def give(self, pin: str) -> None:
        self.desk.type(pin)
        self.desk.press(Qt.Key.Key_Return)


def hire(desk: Desk, name: str, role: Role) -> StaffId:
    staff = StaffId(new_id(desk.clock))
    with desk.shop.writing() as session:
        add_staff(session, AddStaff(id=staff, by=desk.founded.by, name=name, role=role), clock=desk.clock)
        set_pin(session, SetPin(by=desk.founded.by, staff=staff, pin=PIN), clock=desk.clock, hasher=QUICK_HASHER)
    return staff


@pytest.fixture
def till(desk: Desk) -> Till:
    use_language("en")
    dewi = hire(desk, "Dewi", Role.CASHIER)
    who = LoggedIn(staff=dewi, name="Dewi", role=Role.CASHIER, permissions=PERMISSIONS[Role.CASHIER])
    context = replace(desk.context(), who=who)
    window = desk.open(lambda _context: Screen())
    return Till(desk, context, Approving(context, window, saying=lambda command: command.amount))


def test_what_one_may_is_done_without_asking(till: Till) -> None:
    till.write(take_down, till.desk.founded.by)
    assert [by.staff for by in till.done] == [till.desk.founded.owner]
    assert till.ended == [True]


def test_the_right_pin_sends_the_same_command_again_with_the_approver(till: Till) -> None:
    till.write(take_down)
    assert till.sheet().isVisible()
    assert till.ended == []
    till.give(OWNERS)
    assert till.done == [replace(till.context.by, approver=till.desk.founded.owner)]
    assert (till.failed, till.ended) == ([], [True])


def test_a_wrong_pin_keeps_asking_and_says_so(till: Till) -> None:
    till.write(take_down)
    till.give("999999")
    assert "4 more times" in till.sheet().entry.pin.problem
    assert till.sheet().entry.pin.hasFocus()
    till.give(OWNERS)
    assert len(till.done) == 1


def test_going_back_tells_the_refusal_once(till: Till) -> None:
    till.write(take_down)
    till.desk.press(Qt.Key.Key_Escape)
    assert [type(trouble) for trouble in till.failed] == [NotAllowed]
    assert (till.done, till.ended) == ([], [True])


def test_only_who_may_is_offered_and_never_the_one_who_asks(till: Till) -> None:
    hire(till.desk, "Sari", Role.SUPERVISOR)
    hire(till.desk, "Wati", Role.EXHIBITION)
    till.write(take_down)
    buttons = [button.text() for button in till.sheet().entry.names.buttons()]
    assert [text.partition(" · ")[0] for text in buttons] == ["Ibu Ratna", "Sari"]


def test_the_arrows_choose_whose_pin_it_is(till: Till) -> None:
    sari = hire(till.desk, "Sari", Role.SUPERVISOR)
    till.write(take_down)
    chosen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        till.desk.press(key, till.sheet().entry.pin)
        member = till.sheet().entry.member()
        assert member is not None
        chosen.append(member.name)
    assert chosen == ["Sari", "Ibu Ratna", "Sari"]
    assert till.sheet().entry.pin.hasFocus()
    till.give(PIN)
    assert [by.approver for by in till.done] == [sari]


def test_an_approver_who_may_not_all_of_it_is_not_offered_for_the_rest(till: Till) -> None:
    hire(till.desk, "Sari", Role.SUPERVISOR)
    till.write(two_steps)
    till.sheet().entry.names.buttons()[1].click()
    till.give(PIN)
    buttons = till.sheet().entry.names.buttons()
    assert [button.text().partition(" · ")[0] for button in buttons] == ["Ibu Ratna"]
    till.give(OWNERS)
    assert till.done == [replace(till.context.by, approver=till.desk.founded.owner)]


def test_an_act_for_two_asks_even_the_owner_and_says_when_there_is_nobody(till: Till) -> None:
    till.write(both_hands, till.desk.founded.by)
    assert till.sheet().primary_button is None
    till.desk.press(Qt.Key.Key_Escape)
    assert [type(trouble) for trouble in till.failed] == [SecondPersonNeeded]


def test_the_sheet_says_who_wants_what_for_how_much(till: Till) -> None:
    till.write(take_down)
    said = till.sheet().content
    words = [said.itemAt(place).widget().text() for place in range(2)]  # type: ignore[union-attr]
    assert words[0].startswith("Dewi may not give a discount above the limit.")
    assert words[1] == "Rp 50.000"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("act", [take_down, both_hands])
def test_no_text_of_the_sheet_is_cut(till: Till, language: str, act: Any) -> None:
    use_language(language)
    hire(till.desk, "Sari Kusumaningrum Larasati", Role.SUPERVISOR)
    till.write(act, till.desk.founded.by if act is both_hands else None)
    assert clipped_everywhere(till.desk.windows[-1]) == []
