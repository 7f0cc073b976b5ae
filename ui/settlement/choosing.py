"""Some of the artisans: a list in which Enter, or a press, takes one in and out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.settlement.queries import Owed
from ui.kit.table import Column, RecordTable


class ArtisanChoice(RecordTable[Owed]):
    """``moved`` hears of every change; ``beside`` are columns of whoever asks."""

    def __init__(
        self,
        artisans: Sequence[Owed],
        chosen: Iterable[PartyId],
        moved: Callable[[], object],
        beside: Sequence[Column[Owed]] = (),
    ) -> None:
        self._artisans, self._moved = tuple(artisans), moved
        self.chosen: set[PartyId] = set(chosen)
        super().__init__(
            (
                Column(title="✓", text=lambda each: "✓" if each.party in self.chosen else "", strong=True),
                Column(
                    title=_("Artisan"),
                    text=lambda each: each.name,
                    second=lambda each: each.code,
                    strong=True,
                    stretch=1,
                ),
                Column(title=_("To be paid"), text=lambda each: format_rupiah(each.to_pay), right=True),
                *beside,
            ),
            empty=_("There are no artisans yet."),
            name=_("Artisans to choose"),
            key=lambda each: each.party,
        )
        self.set_rows(self._artisans)
        self.on_open(_("Take in or leave out"), self._toggle)

    def _toggle(self, each: Owed) -> None:
        self.chosen ^= {each.party}
        self._told()

    def take_all(self) -> None:
        """Everybody, or nobody where everybody was taken."""
        every = {each.party for each in self._artisans}
        self.chosen = set() if self.chosen == every else every
        self._told()

    def _told(self) -> None:
        self.tell_again()
        self._moved()

    def tell_again(self) -> None:
        """What the columns say changed."""
        self.set_rows(self._artisans)

    @property
    def in_order(self) -> tuple[PartyId, ...]:
        """Whom was chosen, as the list has them."""
        return tuple(each.party for each in self._artisans if each.party in self.chosen)


def _name(each: Owed) -> str:
    return each.name


def _code(each: Owed) -> str:
    return each.code
