"""What the steps of the tour share: the hands, the printer, what was found on the way, and how to check it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QLineEdit

from sentra_pos.catalogue.queries import ItemCard, items_page
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.queries import Artisan, artisans
from sentra_pos.shop import Shop
from sentra_pos.stock.places import shelf_of
from ui.app import App
from ui.tour.hands import Hands, NotAsItShouldBe
from ui.tour.network_printer import NetworkPrinter

T = TypeVar("T")
#: More than the demo lists hold.
_ALL = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who and how much; everything is invented. The expected figures are worked out by hand, beside each step."""

    shop_name: str = "Galeri Sentra Batik Contoh"
    address: str = "Jl. Contoh 1, Mojokerto"
    phone: str = "0812-0000-0000"
    footer: str = "Terima kasih. Setiap helai dibuat dengan tangan."
    pin: str = "4711"
    #: The one who brings goods today, sells some of them, and is paid.
    artisan: str = "P06"
    #: The one who leaves goods, whose piece is missed, and who fetches another.
    keeper: str = "P03"
    #: The one who has a kasbon, is paid on the settlement day, and comes to look.
    visitor: str = "P01"
    #: Who does not come on the settlement day.
    absent: str = "P05"
    artisan_pin: str = "480215"
    kasbon: Rupiah = Rupiah(200_000)
    kasbon_back: Rupiah = Rupiah(50_000)
    safe: Rupiah = Rupiah(2_000_000)
    owed_before: Rupiah = Rupiah(250_000)
    advance: Rupiah = Rupiah(100_000)
    float_cash: Rupiah = Rupiah(500_000)


@dataclass(slots=True, kw_only=True)
class Tour:
    """One run. ``papers`` are the PDFs that the screens asked to open, in order."""

    app: App
    hands: Hands
    printer: NetworkPrinter
    #: As it is typed into the settings.
    printer_address: str
    folder: Path
    language: str
    plan: Plan = field(default_factory=Plan)
    papers: list[Path] = field(default_factory=list)
    #: What a step has to tell, into tour.json.
    facts: dict[str, object] = field(default_factory=dict)
    #: What the drawer must hold by now.
    drawer: Rupiah = Rupiah(0)
    sale: DocumentId | None = None
    #: The one whose cart waited; goods of it come back.
    held_sale: DocumentId | None = None
    settlement: DocumentId | None = None

    @property
    def shop(self) -> Shop:
        return self.app.shop

    def ask(self, query: Callable[[Any], T]) -> T:
        """What the book says, by one of the rooms' own queries."""
        with self.shop.reading() as session:
            return query(session)

    def cards(self) -> tuple[ItemCard, ...]:
        """Everything for sale, sizes of one thing each for itself."""
        device = self.shop.device

        def find(session: Any) -> tuple[ItemCard, ...]:
            shelf = shelf_of(session, device)
            return items_page(session, shelf, category=None, offset=0, limit=_ALL)

        return tuple(size for card in self.ask(find) for size in (card.sizes or (card,)))

    def card(self, name: str, maker: str = "") -> ItemCard:
        """The one piece with this name, as somebody reads its tag."""
        found = [card for card in self.cards() if card.name == name and maker in ("", card.maker_code)]
        return one(found, f"piece called {name!r}")

    def artisan(self, code: str = "") -> Artisan:
        """The artisan with this code, or the one of the plan."""
        wanted = code or self.plan.artisan
        return one([each for each in self.ask(artisans) if each.code == wanted], f"artisan {wanted}")

    def type_here(self, text: str) -> None:
        """Type where the cursor is."""

        def target() -> QLineEdit | None:
            focused, top = QApplication.focusWidget(), QApplication.activeModalWidget()
            is_on_top = top is None or (focused is not None and top.isAncestorOf(focused))
            return focused if isinstance(focused, QLineEdit) and is_on_top else None

        self.hands.type(self.hands.wait_for("the cursor in a field", target), text)

    def make_paper(self, name: str, ask: Callable[[], object]) -> Path:
        """Ask for a PDF, and keep the one that is opened then; see ``keep_paper``."""
        before = len(self.papers)
        ask()
        self.hands.wait_for(f"the paper {name}", lambda: len(self.papers) > before)
        return self.keep_paper(name)

    def keep_paper(self, name: str) -> Path:
        """Copy the PDF that was opened last to where the pictures are. Raises NotAsItShouldBe when there is none."""
        self.hands.wait_for(f"the paper {name}", lambda: bool(self.papers))
        content = self.papers[-1].read_bytes()
        must(content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:], f"{name} is no whole PDF")
        kept = self.folder / name
        kept.write_bytes(content)
        self.facts["paper"] = name
        return kept


def must(holds: object, otherwise: str) -> None:
    """Raises NotAsItShouldBe with the sentence unless it holds."""
    if not holds:
        raise NotAsItShouldBe(otherwise)


def must_be(found: object, expected: object, what: str) -> None:
    """Raises NotAsItShouldBe unless both are the same; money is told as money."""
    if found != expected:
        raise NotAsItShouldBe(f"{what} should be {_told(expected)}, but is {_told(found)}")


def one(found: Iterable[T], what: str) -> T:
    """The only one there is. Raises NotAsItShouldBe."""
    everything = list(found)
    if len(everything) != 1:
        raise NotAsItShouldBe(f"there should be one {what}, but there are {len(everything)}")
    return everything[0]


def _told(value: object) -> str:
    return format_rupiah(value).replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, Rupiah) else repr(value)
