"""A runner that asks a second person when the act says that one is not enough.

One line in a screen: give its presenter ``Approving(context, self)`` where it had ``context.runner``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass, replace
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import NotAllowed, Permission, SecondPersonNeeded
from sentra_pos.people.queries import StaffMember, who_may_approve
from ui.context import Context
from ui.kit.immediate import Act
from ui.kit.messages import error
from ui.people.approve_sheet import ApproveSheet

C = TypeVar("C")
R = TypeVar("R")


def nothing_more(command: object) -> str:
    """The refusal's own words are enough."""
    return ""


class Approving:
    """``Runs`` as the context's runner does, but a write refused for want of a permission is offered for approval.

    Approved, the same command is sent again, signed with the approver too: ``by`` is all that changes, so its id and
    its meaning stay. Not approved, ``failed`` hears the refusal. ``saying`` tells of a command what it is about, with
    its amount.
    """

    def __init__(self, context: Context, parent: QWidget, saying: Callable[[Any], str] = nothing_more) -> None:
        self._context, self._parent, self._saying = context, parent, saying

    def write(
        self,
        act: Act[C, R],
        command: C,
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
    ) -> None:
        """See ``Runs.write``; ``ended`` comes after the last try."""
        _Errand(self, act, command, done, failed, ended, origin).send(frozenset())

    def read(self, *asked: Any, **how: Any) -> None:
        """See ``Runs.read``."""
        self._context.runner.read(*asked, **how)

    def apart(self, *asked: Any, **how: Any) -> None:
        """See ``Runs.apart``."""
        self._context.runner.apart(*asked, **how)

    def send(
        self,
        act: Act[C, R],
        command: C,
        done: Callable[[R], object] | None,
        failed: Callable[[SentraError], object],
        ended: Callable[[], object],
        origin: object,
    ) -> None:
        """One try, as the context's runner makes it."""
        self._context.runner.write(act, command, done, failed, ended=ended, origin=origin)

    def ask(
        self,
        command: object,
        permissions: frozenset[Permission],
        trouble: SentraError,
        answered: Callable[[ActedBy | None], object],
    ) -> None:
        """Ask somebody who may all of it; ``answered`` gets the hand to sign with, or None."""
        by: ActedBy = command.by  # type: ignore[attr-defined]
        # Who approved before must be able to allow all of it: the command is signed with one approver.
        alone = replace(by, approver=None)

        def show(staff: tuple[StaffMember, ...]) -> None:
            said = {"refusal": str(trouble), "saying": self._saying(command)}
            sheet = ApproveSheet(self._parent, self._context, alone, permissions, staff, **said)
            sheet.returned.connect(lambda answer: answered(answer if isinstance(answer, ActedBy) else None))
            sheet.open()

        self._context.runner.read(
            lambda session: who_may_approve(session, permissions, besides=alone.staff),
            show,
            lambda _trouble: answered(None),
            origin=self._parent,
        )

    def can_ask(self) -> bool:
        """Whether the screen is still there."""
        return shiboken6.isValid(self._parent)

    def tell(self, trouble: SentraError) -> None:
        """Where nobody asked to hear of trouble."""
        if self.can_ask():
            error(self._parent, trouble)


class _Errand(Generic[C, R]):
    """One write, and the tries that it takes."""

    def __init__(
        self,
        approving: Approving,
        act: Act[C, R],
        command: C,
        done: Callable[[R], object] | None,
        failed: Callable[[SentraError], object] | None,
        ended: Callable[[], object] | None,
        origin: object,
    ) -> None:
        self._approving, self._act, self._command, self._origin = approving, act, command, origin
        self._done, self._failed, self._ended = done, failed or approving.tell, ended
        self._asked: frozenset[Permission] = frozenset()
        self._asking = False

    def send(self, asked: frozenset[Permission]) -> None:
        self._asked, self._asking = asked, False
        self._approving.send(self._act, self._command, self._done, self._refused, self._over, self._origin)

    def _refused(self, trouble: SentraError) -> None:
        wanted = _wanted(trouble, self._command)
        if wanted is None or not self._approving.can_ask():
            self._failed(trouble)
            return
        self._asking = True
        asked = self._asked | {wanted}

        def answered(by: ActedBy | None) -> None:
            if by is None:
                self._asking = False
                self._failed(trouble)
                self._over()
            else:
                self._command = replace(self._command, by=by)  # type: ignore[type-var]
                self.send(asked)

        self._approving.ask(self._command, asked, trouble, answered)

    def _over(self) -> None:
        if not self._asking and self._ended is not None:
            self._ended()


def _wanted(trouble: SentraError, command: object) -> Permission | None:
    """What a second person would have to have, if one could help."""
    if not isinstance(trouble, NotAllowed | SecondPersonNeeded) or not is_dataclass(command):
        return None
    permission = trouble.fields.get("permission")
    by = getattr(command, "by", None)
    return permission if isinstance(permission, Permission) and isinstance(by, ActedBy) else None
