"""The language of screens and papers: English in the code, Indonesian shown unless the shop chose otherwise."""

from __future__ import annotations

import gettext
from functools import lru_cache

from sentra_pos.core.resources import resource_path

DOMAIN = "sentra_pos"
LANGUAGES = ("id", "en")

_current = "id"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, localedir=resource_path("locale"), languages=[code], fallback=True)


def use_language(code: str) -> None:
    """Speak ``code`` from now on; a language we do not have is a bug of the caller."""
    if code not in LANGUAGES:
        raise ValueError(code)
    global _current  # noqa: PLW0603 - one shop speaks one language at a time; threads share it on purpose
    _current = code


def language() -> str:
    """The language now spoken."""
    return _current


def _(message: str) -> str:
    """The message in the language of the moment; an empty one stays empty (gettext would answer its header)."""
    return _catalogue(_current).gettext(message) if message else message


def ngettext(one: str, many: str, count: int) -> str:
    """The form that fits the count; Indonesian has one form for all."""
    return _catalogue(_current).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for the catalogue without translating it yet."""
    return message
