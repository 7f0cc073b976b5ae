"""The language of screens and papers: English in the code, Indonesian shown unless the shop chose otherwise."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from sentra_pos.core.resources import resource_path

DOMAIN = "sentra_pos"
LANGUAGES = ("id", "en")

_current = "id"
#: Each thread has its own: a receipt in English must not turn a screen's words beside it.
_for_now: ContextVar[str] = ContextVar("sentra_pos_speaking", default="")


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, localedir=resource_path("locale"), languages=[code], fallback=True)


def use_language(code: str) -> None:
    """Speak ``code`` from now on; a language we do not have is a bug of the caller."""
    if code not in LANGUAGES:
        raise ValueError(code)
    global _current  # noqa: PLW0603 - one shop speaks one language at a time; threads share it on purpose
    _current = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak ``code`` within the block, in this thread alone: one paper in the customer's language.

    An empty ``code`` changes nothing; a language we do not have is a bug of the caller.
    """
    if code and code not in LANGUAGES:
        raise ValueError(code)
    before = _for_now.set(code or _for_now.get())
    try:
        yield
    finally:
        _for_now.reset(before)


def language() -> str:
    """The language now spoken."""
    return _for_now.get() or _current


def _(message: str) -> str:
    """The message in the language of the moment; an empty one stays empty (gettext would answer its header)."""
    return _catalogue(language()).gettext(message) if message else message


def ngettext(one: str, many: str, count: int) -> str:
    """The form that fits the count; Indonesian has one form for all."""
    return _catalogue(language()).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for the catalogue without translating it yet."""
    return message
