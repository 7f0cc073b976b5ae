"""Expected trouble, as types. What is not a SentraError is a bug.

SentraError
├── Question            answerable: the screen asks, then sends the command again with it confirmed
└── DatabaseTrouble     the store could not be read or written (busy, full, read-only, damaged)
Each room adds its own below these.
"""

from __future__ import annotations

from typing import ClassVar

from sentra_pos.core.speech import N_, _


class SentraError(Exception):
    """Trouble that a person can act on; ``str()`` is one sentence, in the language of the moment.

    A subclass states its ``message`` with named fields; the fields are given as keywords and stay readable as
    attributes in ``fields``.
    """

    message: ClassVar[str] = N_("That did not work. Please try again.")

    def __init__(self, **fields: object) -> None:
        super().__init__()
        self.fields = fields

    def __str__(self) -> str:
        return _(type(self).message).format(**self.fields)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (type(self), self.fields))


def _rebuilt(kind: type[SentraError], fields: dict[str, object]) -> SentraError:
    return kind(**fields)


class Question(SentraError):
    """Trouble that the person may overrule. ``answer`` goes into the command's ``confirmed`` set."""

    key: ClassVar[str] = ""

    @property
    def answer(self) -> str:
        """What a yes is a yes to: the kind of question, unless the kind is asked about one thing at a time."""
        return self.key


class DatabaseTrouble(SentraError):
    """The store could not do it; nothing was half done, but a commit may or may not have arrived: look up by id."""

    message = N_("The shop's data could not be saved or read: {cause}. Nothing was half done; please try again.")
