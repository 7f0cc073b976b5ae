"""The screen of giving back: what lies how long, by artisan; chosen by hand or by scan, set aside, handed over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.giving_back.ageing_queries import ArtisanAgeing
from sentra_pos.giving_back.hand_back import GoodsHandedBack
from sentra_pos.giving_back.let_go import StandingChanged
from sentra_pos.giving_back.propose_markdown import MarkdownProposed
from sentra_pos.giving_back.queries import MovedPaper
from sentra_pos.giving_back.transfer_goods import GoodsTransferred
from sentra_pos.giving_back.wording import pieces_words
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.people.permissions import Permission
from ui.context import Context
from ui.give_back.goods_paper_sheet import GoodsPaperSheet, PaperUse
from ui.give_back.hand_over_sheet import HandOverSheet
from ui.give_back.leave_sheet import LeaveSheet, Step
from ui.give_back.lower_price_sheet import LowerPriceSheet
from ui.give_back.past_papers_sheet import PastPapersSheet
from ui.give_back.presenter import WATCHED, GiveBackPresenter, Key, MarkedLot, Shown, Tally
from ui.give_back.proposals_sheet import ProposalsSheet
from ui.give_back.rows import artisan_columns, lot_columns, summary_words
from ui.kit.buttons import primary, secondary
from ui.kit.chips import Chips
from ui.kit.fields import SearchField
from ui.kit.keys import OwnKeys, on_key
from ui.kit.labels import ElidedLabel, headline, label, title
from ui.kit.layout import Flow, column, plain, row
from ui.kit.messages import error, toast
from ui.kit.screen import Screen
from ui.kit.table import RecordTable
from ui.kit.theme import set_kind
from ui.main_window import MainWindow
from ui.money.tick import TickPainter
from ui.people.approving import Approving

_SIDE, _NARROW_SIDE = 380, 310
_WIDE = 1120


class LotTable(RecordTable[MarkedLot]):
    """The list of lots: Space chooses one, plus and minus change how many of it."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            lot_columns(business_today(context.shop.clock)),
            empty=_("No goods of this kind lie here."),
            name=_("Goods of the artisan"),
            key=lambda each: each.key,
        )
        self.setItemDelegateForColumn(0, TickPainter(self))

    def keys(self) -> OwnKeys:
        """Where the screen declares what its keys do here."""
        return self._keys


class GiveBackScreen(Screen):
    """Says what was asked; the presenter knows what to do with it."""

    watches = WATCHED

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        shop = context.shop
        runner = Approving(context, self)
        self._leaving: PartyId | None = None
        self.presenter = GiveBackPresenter(runner, shop.clock, context.by, context.device, self)
        self._make_lists(context)
        self._make_buttons()
        self._build()
        self._wire()

    # ------------------------------------------------------------------------------------------------------ building

    def _make_lists(self, context: Context) -> None:
        self.search = SearchField(_("Search a name or code … F2"), name=_("Search artisans"))
        self.chips = Chips(
            [
                (Shown.ALL, _("All")),
                (Shown.OVERDUE, _("Overdue")),
                (Shown.SOON, _("Due soon")),
                (Shown.ASIDE, _("Set aside")),
            ],
            name=_("What to show"),
        )
        self.artisans: RecordTable[ArtisanAgeing] = RecordTable(
            artisan_columns(),
            empty=_("No consigned goods like that lie here."),
            name=_("Artisans"),
            key=lambda each: each.party,
        )
        self.lots = LotTable(context)
        self._name = title("")
        self._summary = label("", "caption", "medium", "muted", wrap=True)
        self._tally = ElidedLabel("", "lead", "semibold")

    def _make_buttons(self) -> None:
        self.hand_button = primary(_("Hand over"), "F12", icon="handshake", on=self.hand_over)
        set_kind(self.hand_button, compact=True)
        self.papers_button = secondary(_("Papers"), "F5", icon="printer", on=self.past_papers)
        self.aside_button = secondary(_("Set these aside"), "F6", icon="package", on=self.presenter.set_aside)
        self.price_button = secondary(_("Lower price"), "F7", icon="tag", on=self.lower_price)
        self.all_button = secondary(_("Choose all"), "F8", icon="list-checks", on=self.presenter.turn_all)
        self.leave_button = secondary(_("Leaves us"), "F9", icon="sign-out", on=self.leave)
        self.proposals_button = secondary(_("Proposals"), "F10", icon="note-pencil", on=self.answers)
        for button, permission in (
            (self.price_button, Permission.PROPOSE_MARKDOWN),
            (self.proposals_button, Permission.PROPOSE_MARKDOWN),
            (self.leave_button, Permission.MANAGE_ARTISANS),
        ):
            # Shown here, before it has a parent, a button would be a window of its own.
            if not self.context.may(permission):
                button.hide()

    def _build(self) -> None:
        self._side = QFrame()
        self._side.setProperty("kind", "panel")
        side = column(headline(_("Back to artisans")), self.search, self.chips, spacing=12, margins=(20, 18, 16, 20))
        side.addWidget(self.artisans, 1)
        self._side.setLayout(side)
        head = row(spacing=12)
        head.addLayout(column(self._name, self._summary, spacing=2), 1)
        head.addWidget(self.hand_button)
        tools = plain(
            Flow(
                *(self.aside_button, self.price_button, self.all_button),
                *(self.papers_button, self.proposals_button, self.leave_button),
                line_spacing=8,
            )
        )
        main = column(head, tools, spacing=12, margins=(20, 18, 24, 16))
        main.addWidget(self.lots, 1)
        main.addWidget(self._tally)
        whole = row(self._side, spacing=0)
        whole.addLayout(main, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.artisans)

    def _wire(self) -> None:
        on_key(self, "F2", _("Search"), self._find)
        self.search.searched.connect(self.presenter.search)
        self.search.went_down.connect(self.artisans.enter)
        self.chips.chosen.connect(self._show_only)
        self.artisans.picked.connect(self._picked)
        self.artisans.on_open(_("To the artisan's goods"), lambda _each: self.lots.enter())
        self.lots.picked.connect(lambda _each: self._enable())
        self.lots.on_open(_("Choose, or not"), lambda each: self.presenter.turn(each.key))
        self.lots.clicked.connect(lambda index: self._clicked(index.row(), index.column()))
        keys = self.lots.keys()
        keys.on(_("Space"), _("Choose, or not"), self._turn, Qt.Key.Key_Space, when=self._on_a_lot)
        keys.on("+", _("One more"), lambda: self._change(1), signs="+", when=self._on_a_lot, repeats=True)
        keys.on("-", _("One less"), lambda: self._change(-1), signs="-−", when=self._on_a_lot, repeats=True)
        self.context.scans.listen(self, self.presenter.scan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(_NARROW_SIDE if self.width() < _WIDE else _SIDE)

    # -------------------------------------------------------------------------------------- what the presenter says

    def refresh(self) -> None:
        self.presenter.load()

    def show_artisans(self, artisans: tuple[ArtisanAgeing, ...], chosen: PartyId | None) -> None:
        blocked = self.artisans.blockSignals(True)
        self.artisans.set_rows(artisans)
        if chosen is not None:
            self.artisans.pick(chosen)
        self.artisans.blockSignals(blocked)

    def show_lots(self, lots: tuple[MarkedLot, ...], tally: Tally) -> None:
        artisan = self.presenter.artisan
        self._name.setText(_("Nobody's goods") if artisan is None else artisan.name)
        nothing = _("Goods that artisans brought on consignment appear here by themselves.")
        self._summary.setText(nothing if artisan is None else summary_words(artisan))
        self.lots.set_rows(lots)
        if self.lots.current() is None:
            self.lots.pick_first()
        chosen = _("{pieces} chosen, {value}").format(
            pieces=pieces_words(tally.pieces), value=format_rupiah(tally.value)
        )
        hint = _("Scan a tag, or press Space on a line, to choose it.")
        self._tally.setText(chosen if tally.pieces else hint if lots else "")
        self._enable()

    def show_filter(self, shown: Shown) -> None:
        self.chips.choose(shown)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def show_waiting(self, proposals: int) -> None:
        words = _("Proposals") if not proposals else _("Proposals ({count})")
        self.proposals_button.set_label(words.format(count=format_number(proposals)))

    def pick_lot(self, key: Key) -> None:
        self.lots.pick(key)

    def warn(self, sentence: str) -> None:
        toast(self, sentence, "warn")

    def tell(self, trouble: SentraError) -> None:
        error(self, trouble)

    def set_aside_as(self, moved: GoodsTransferred) -> None:
        self._print(moved.id, moved.code, PaperUse.FETCH)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _enable(self) -> None:
        marked, pulled = self.presenter.marked, self.presenter.to_set_aside
        back = not pulled and bool(self.presenter.to_put_back)
        self.aside_button.set_label(_("Put back") if back else _("Set these aside"))
        self.aside_button.setEnabled(bool(pulled) or back)
        self.price_button.setEnabled(bool(marked) or self.lots.current() is not None)
        self.all_button.setEnabled(bool(self.lots.records.rows))
        self.hand_button.setEnabled(bool(self.presenter.to_hand_over()))

    def _picked(self, each: ArtisanAgeing | None) -> None:
        if each is not None:
            self.presenter.choose(each.party)

    def _show_only(self, shown: object) -> None:
        if isinstance(shown, Shown):
            self.presenter.show_only(shown)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_a_lot(self) -> bool:
        return self.lots.current() is not None

    def _turn(self) -> None:
        each = self.lots.current()
        if each is not None:
            self.presenter.turn(each.key)

    def _clicked(self, line: int, place: int) -> None:
        if place == 0:
            self.presenter.turn(self.lots.records.rows[line].key)

    def _change(self, by: int) -> None:
        each = self.lots.current()
        if each is not None:
            self.presenter.change(each.key, by)

    def hand_over(self) -> None:
        """What is chosen, or else what was set aside, to its artisan."""
        artisan, chosen = self.presenter.artisan, self.presenter.to_hand_over()
        if artisan is not None and chosen:
            sheet = HandOverSheet(self, self.context, artisan, chosen)
            sheet.returned.connect(self._handed)
            sheet.open()

    def _handed(self, handed: object) -> None:
        if isinstance(handed, GoodsHandedBack):
            self.presenter.forget_marks()
            self.presenter.load()
            toast(self, _("Given back, {code}.").format(code=handed.code))
            self._print(handed.id, handed.code, PaperUse.BOTH_SIGN)

    def _print(self, document: DocumentId, code: str, use: PaperUse) -> None:
        GoodsPaperSheet(self, self.context, document, code, use=use).open()

    def past_papers(self) -> None:
        """Earlier papers of the artisan, to be printed again."""
        artisan = self.presenter.artisan
        party, name = (None, "") if artisan is None else (artisan.party, artisan.name)
        sheet = PastPapersSheet(self, self.context, party, name)
        sheet.returned.connect(self._print_again)
        sheet.open()

    def _print_again(self, paper: object) -> None:
        if isinstance(paper, MovedPaper):
            use = PaperUse.BOTH_SIGN if paper.kind is DocumentKind.HAND_BACK else PaperUse.FETCH
            self._print(paper.id, paper.code, PaperUse.DAMAGE if paper.is_damage else use)

    def lower_price(self) -> None:
        """Ask the artisan for a lower price of what is chosen, or of the line."""
        current = self.lots.current()
        chosen = self.presenter.marked or ((current,) if current is not None else ())
        if chosen:
            sheet = LowerPriceSheet(self, self.context, tuple(each.lot for each in chosen))
            sheet.returned.connect(self._proposed)
            sheet.open()

    def _proposed(self, proposed: object) -> None:
        if isinstance(proposed, MarkdownProposed):
            count = len(proposed.proposals)
            words = ngettext(
                "{count} lower price is proposed. Record the answer with F10.",
                "{count} lower prices are proposed. Record the answers with F10.",
                count,
            )
            toast(self, words.format(count=count))
            self.presenter.forget_marks()
            self.presenter.load()

    def answers(self) -> None:
        """What artisans say to proposed prices."""
        sheet = ProposalsSheet(self, self.context)
        sheet.returned.connect(lambda _answer: self.presenter.load())
        sheet.open()

    def leave(self) -> None:
        """Lead an artisan who leaves through what is open."""
        sheet = LeaveSheet(self, self.context, self._leaving or self.presenter.party)
        sheet.returned.connect(self._left)
        sheet.open()

    def _left(self, answer: object) -> None:
        if isinstance(answer, StandingChanged):
            words = _("{name} brings goods again.") if answer.active else _("{name} has left. The history stays.")
            toast(self, words.format(name=answer.name))
            self._leaving = None
            self.presenter.load()
        elif isinstance(answer, tuple):
            step, party = answer
            # Once all goods are given back nobody is in the list any more, but the way out goes on.
            self._leaving = party
            if step is Step.GOODS:
                self.presenter.choose_everything_of(party)
                self.lots.setFocus()
            elif step is Step.PROPOSALS:
                self.answers()
            else:
                self._settle()

    def _settle(self) -> None:
        window = self.window()
        if isinstance(window, MainWindow) and window.offers("settlement"):
            window.open("settlement")
        else:
            toast(self, _("Somebody who may settle has to do this step."), "warn")
