"""The acts of an exhibition's page: each opens its sheet, and says afterwards what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.exhibitions.add_stand import StandAdded
from sentra_pos.exhibitions.bring_goods import GoodsBrought
from sentra_pos.exhibitions.charge_costs import CostsCharged
from sentra_pos.exhibitions.compare import Compared
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.late_documents import late_documents
from sentra_pos.exhibitions.load_goods import GoodsLoaded
from sentra_pos.exhibitions.quarantine import quarantined_files
from sentra_pos.exhibitions.queries import LoadRecord, load_record
from sentra_pos.exhibitions.undo_costs import CostsUndone
from sentra_pos.people.permissions import Permission
from sentra_pos.sales.add_promotion import PromotionAdded
from ui.context import Context
from ui.exhibitions.cash_sheet import CashHomeSheet
from ui.exhibitions.compare_sheet import CompareSheet
from ui.exhibitions.cost_sheet import CostSheet
from ui.exhibitions.end_sheets import EndStandSheet, WriteOffSheet
from ui.exhibitions.homecoming_sheet import HomecomingSheet
from ui.exhibitions.late_sheet import LateSheet
from ui.exhibitions.load_sheet import LoadSheet
from ui.exhibitions.loading import LoadDraft
from ui.exhibitions.next_step import Step
from ui.exhibitions.pack_sheet import PackOnStick, PackSheet
from ui.exhibitions.papers_sheet import LoadPapersSheet
from ui.exhibitions.presenter import ExhibitionPage, ExhibitionsPresenter
from ui.exhibitions.result_sheet import ResultSheet
from ui.exhibitions.rows import Stand, pieces_words
from ui.exhibitions.stand_sheet import StandSheet
from ui.exhibitions.undo_cost_sheet import UndoCostSheet
from ui.exhibitions.unload_sheet import UnloadSheet
from ui.exhibitions.unloading import HomeDraft
from ui.kit.buttons import Button, danger, secondary
from ui.kit.messages import error, toast
from ui.settings.promotion_sheet import PromotionSheet

_FORBIDDEN = "forbidden"


class StandActs:
    """Its buttons are the screen's to place. While it runs it keeps what was scanned, and where the stick is."""

    def __init__(self, screen: QWidget, context: Context, presenter: ExhibitionsPresenter) -> None:
        self._screen, self._context, self._presenter = screen, context, presenter
        self._loads: dict[UUID, LoadDraft] = {}
        self._homes: dict[UUID, HomeDraft] = {}
        self._stick: Path | None = None
        self.any_file = secondary(_("Bring a file home"), "F8", icon="upload-simple", on=self.add_file)
        self.late = secondary(_("Came late"), "F9", icon="hourglass", on=self.show_late)
        self.cost = secondary(_("Costs"), "F7", icon="coins", on=self.add_cost)
        self.result = secondary(_("Result"), "F10", icon="chart-line-up", on=self.show_result)
        self.promotion = secondary(_("Promotion"), "Shift+F7", icon="tag", on=self.promote)
        self.papers = secondary(_("Papers"), "F5", icon="printer", on=self.show_papers)
        self.load = secondary(_("Load goods"), "F6", icon="truck", on=self.load_goods)
        self.pack = secondary(_("Pack"), "F8", icon="download-simple", on=self.write_pack)
        self.file = secondary(_("File"), "F9", icon="upload-simple", on=self.add_file)
        self.sell = secondary(_("Sell at this stand"), "Shift+F6", icon="cash-register", on=self.sell_here)
        self.unload = secondary(_("Goods back"), "Shift+F9", icon="package", on=self.take_back)
        self.cash = secondary(_("Cash"), "Shift+F10", icon="money", on=self.count_cash)
        self.end = danger(_("End the stand"), "Shift+F8", on=self.end_stand)
        self.of_stand: tuple[Button, ...] = (
            self.papers, self.load, self.pack, self.file, self.sell, self.unload, self.cash, self.end,
        )  # fmt: skip
        manages, brings = context.may(Permission.MANAGE_EXHIBITIONS), context.may(Permission.BRING_HOME)
        for buttons, offered in (
            ((self.load, self.pack, self.cost), manages),
            ((self.promotion,), context.may(Permission.MANAGE_PROMOTIONS)),
            ((self.any_file, self.file, self.late, self.unload, self.cash, self.end), brings),
        ):
            for button in buttons:
                # Shown here, before it has a parent, a button would be a window of its own.
                if not offered:
                    button.setProperty(_FORBIDDEN, True)
                    button.hide()

    # -------------------------------------------------------------------------------------------------- what is offered

    def refresh(self) -> None:
        """How much waits for a decision."""

        def ask(session: Any) -> int:
            return len(late_documents(session)) + len(quarantined_files(session))

        self._context.runner.read(ask, self._show_late, self._tell, origin=self._screen)

    def _show_late(self, waiting: int) -> None:
        words = _("Came late ({count})") if waiting else _("Came late")
        self.late.set_label(words.format(count=format_number(waiting)))

    def enable(self, page: ExhibitionPage, stand: Stand | None) -> None:
        """What makes sense for this stand now."""
        stage = page.details.record.stage
        over = stage in (Stage.CALLED_OFF, Stage.RECONCILED)
        details = None if stand is None else stand.details
        laptop = details is not None and details.stand.kind is StandKind.LAPTOP
        loaded = details is not None and bool(details.loads)
        ended = details is not None and details.ended
        self.cost.setEnabled(stage is not Stage.CALLED_OFF)
        self.promotion.setEnabled(stage in (Stage.PLANNED, Stage.LOADED, Stage.OPEN))
        self.result.setEnabled(any(each.details.loads for each in page.stands))
        self.papers.setEnabled(loaded)
        self.load.setEnabled(details is not None and not over and not ended)
        self._offer(self.pack, laptop and loaded and not ended)
        self._offer(self.file, laptop and loaded)
        self._offer(self.sell, details is not None and not laptop and loaded and (not ended or page.sells_at(stand)))
        self.sell.set_label(_("Sell in the shop") if page.sells_at(stand) else _("Sell at this stand"))
        self._offer(self.unload, loaded and ended and not (details is not None and details.reconciled))
        self._offer(self.cash, laptop and loaded and ended and bool(details and (details.cash or details.road_cash)))
        self._offer(self.end, loaded and not ended)
        self.end.set_label(_("Write off") if laptop else _("End the stand"))

    @staticmethod
    def _offer(button: Button, offered: bool) -> None:
        """What this kind of stand never needs is not shown; what one may not do stays hidden."""
        may = button.property(_FORBIDDEN) is not True
        button.setVisible(offered and may)

    def do(self, step: Step) -> None:
        """The page's next step."""
        acts = {
            Step.ADD_STAND: self.add,
            Step.LOAD: self.load_goods,
            Step.PACK: self.write_pack,
            Step.SELL: self.sell_here,
            Step.ADD_FILE: self.add_file,
            Step.UNLOAD: self.take_back,
            Step.CASH: self.count_cash,
            Step.END: self.end_stand,
            Step.RESULT: self.show_result,
        }
        if step in acts:
            acts[step]()

    # ----------------------------------------------------------------------------------------------------- to the fair

    def add(self) -> None:
        """A stand."""
        page = self._presenter.page
        if page is None:
            return
        sheet = StandSheet(self._screen, self._context, page.details.record.id, len(page.stands) + 1)
        sheet.returned.connect(self._added)
        sheet.open()

    def _added(self, added: object) -> None:
        if isinstance(added, StandAdded):
            self._presenter.stand = added.id
            self._presenter.load()

    def promote(self) -> None:
        """A promotion of its own."""
        page = self._presenter.page
        if page is not None:
            sheet = PromotionSheet(self._screen, self._context, page.details.record.id)
            sheet.returned.connect(self._promoted)
            sheet.open()

    def _promoted(self, added: object) -> None:
        if isinstance(added, PromotionAdded):
            toast(self._screen, _("The promotion is announced."))

    def load_goods(self) -> None:
        """Goods and change for the chosen stand."""
        page, stand = self._presenter.page, self._presenter.chosen()
        if page is None or stand is None:
            return
        draft = self._loads.setdefault(stand.id, LoadDraft(id=DocumentId(new_id(self._context.shop.clock))))
        sheet = LoadSheet(self._screen, self._context, page.details, stand, draft)
        sheet.returned.connect(self._loaded)
        sheet.open()

    def _loaded(self, loaded: object) -> None:
        if isinstance(loaded, GoodsLoaded):
            words = _("Loaded: {pieces}, {code}.") if loaded.pieces else _("Change for the stand is recorded, {code}.")
            toast(self._screen, words.format(pieces=pieces_words(loaded.pieces), code=loaded.code))
            self._context.runner.read(
                lambda session: load_record(session, loaded.id), self._offer_papers, self._tell, origin=self._screen
            )
            self._presenter.load()

    def _offer_papers(self, record: LoadRecord) -> None:
        LoadPapersSheet(self._screen, self._context, (record,)).open()

    def show_papers(self) -> None:
        """Of all loads of the chosen stand."""
        stand = self._presenter.chosen()
        if stand is not None:
            LoadPapersSheet(self._screen, self._context, stand.details.loads).open()

    def write_pack(self) -> None:
        """Onto a stick."""
        page, stand = self._presenter.page, self._presenter.chosen()
        if page is not None and stand is not None:
            sheet = PackSheet(self._screen, self._context, page.details.record.name, stand, self._stick)
            sheet.returned.connect(self._packed)
            sheet.open()

    def _packed(self, written: object) -> None:
        if isinstance(written, PackOnStick):
            self._stick = written.file.parent
        self._presenter.load()

    def sell_here(self) -> None:
        """Let this till sell at the stand, or in the shop again."""
        page, stand = self._presenter.page, self._presenter.chosen()
        if page is not None and stand is not None:
            self._presenter.sell(None if page.sells_at(stand) else stand.details.stand.places.place)

    # ------------------------------------------------------------------------------------------------------- and back

    def add_file(self) -> None:
        """From a laptop's stick."""
        sheet = HomecomingSheet(self._screen, self._context)
        sheet.returned.connect(lambda _added: self._again())
        sheet.open()

    def _again(self) -> None:
        self._presenter.load()
        self.refresh()

    def show_late(self) -> None:
        """What waits for a decision."""
        sheet = LateSheet(self._screen, self._context)
        sheet.returned.connect(lambda _nothing: self._again())
        sheet.open()

    def end_stand(self) -> None:
        """Of the shop's own, or write a laptop's off."""
        stand = self._presenter.chosen()
        if stand is None:
            return
        laptop = stand.details.stand.kind is StandKind.LAPTOP
        sheet = (WriteOffSheet if laptop else EndStandSheet)(self._screen, self._context, stand)
        sheet.returned.connect(lambda _done: self._presenter.load())
        sheet.open()

    def take_back(self) -> None:
        """The goods, by scan."""
        stand = self._presenter.chosen()
        if stand is not None:
            draft = self._homes.setdefault(stand.id, HomeDraft(id=DocumentId(new_id(self._context.shop.clock))))
            sheet = UnloadSheet(self._screen, self._context, stand, draft)
            sheet.returned.connect(self._brought)
            sheet.open()

    def _brought(self, brought: object) -> None:
        if isinstance(brought, GoodsBrought):
            home = Quantity(brought.good + brought.damaged)
            words = _("Home: {pieces}, {code}.").format(pieces=pieces_words(home), code=brought.code)
            missing = _(" Missing: {count}.").format(count=format_number(brought.missing)) if brought.missing else ""
            toast(self._screen, words + missing, "warn" if brought.missing else "good")
            self._presenter.load()

    def count_cash(self) -> None:
        """What the stand hands over."""
        stand = self._presenter.chosen()
        if stand is not None:
            sheet = CashHomeSheet(self._screen, self._context, stand)
            sheet.returned.connect(self._counted)
            sheet.open()

    def _counted(self, brought: object) -> None:
        if isinstance(brought, GoodsBrought):
            words = _("{amount} is in the safe, {code}.")
            toast(self._screen, words.format(amount=format_rupiah(brought.cash), code=brought.code))
            self._presenter.load()

    # ---------------------------------------------------------------------------------------------- what came of it

    def add_cost(self) -> None:
        """Rent, the way there, meals."""
        page = self._presenter.page
        if page is not None:
            sheet = CostSheet(self._screen, self._context, page.details)
            sheet.returned.connect(self._charged)
            sheet.open()

    def _charged(self, charged: object) -> None:
        page = self._presenter.page
        if charged == "recorded" and page is not None:
            sheet = UndoCostSheet(self._screen, self._context, page.details.record.id, page.details.record.name)
            sheet.returned.connect(self._undone)
            sheet.open()
        if isinstance(charged, CostsCharged):
            toast(self._screen, _("Recorded, {code}.").format(code=charged.code))
            self._presenter.load()

    def _undone(self, undone: object) -> None:
        if isinstance(undone, CostsUndone):
            words = _("{amount} came back, {code}.")
            toast(self._screen, words.format(amount=format_rupiah(undone.amount), code=undone.code))
            self._presenter.load()

    def show_result(self) -> None:
        """Of the one that is open."""
        page = self._presenter.page
        if page is not None:
            self._result_of(page.details.record.id, page.details.record.name)

    def _result_of(self, exhibition: UUID, name: str) -> None:
        sheet = ResultSheet(self._screen, self._context, exhibition, name)
        sheet.returned.connect(lambda answer: self.compare() if answer == "compare" else None)
        sheet.open()

    def compare(self) -> None:
        """All that were."""
        sheet = CompareSheet(self._screen, self._context)
        sheet.returned.connect(lambda each: self._result_of(each.id, each.name) if isinstance(each, Compared) else None)
        sheet.open()

    def _tell(self, trouble: SentraError) -> None:
        error(self._screen, trouble)
