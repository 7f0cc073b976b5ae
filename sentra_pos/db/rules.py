"""Which of many backups are worth their place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

#: The newest backup of each of the last so many hours, days, months and years that have one.
_KEPT = (("%Y-%m-%d %H", 48), ("%Y-%m-%d", 35), ("%Y-%m", 13), ("%Y", 10))


def backups_kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """The times to keep, by what there is and not by what time it is: a clock gone wrong deletes nothing more.

    The newest is always kept.
    """
    newest_first = sorted(set(made), reverse=True)
    kept = set(newest_first[:1])
    for period, many in _KEPT:
        newest_of: dict[str, datetime] = {}
        for moment in newest_first:
            newest_of.setdefault(moment.strftime(period), moment)
        kept.update(list(newest_of.values())[:many])
    return frozenset(kept)
