"""The screen of consigned goods: who brings them, on which terms, and what is here and owed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.drop_off_queries import DropOff
from sentra_pos.consignment.opening_balances import BalancesOpened
from sentra_pos.consignment.record_agreement import AgreementRecorded
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from sentra_pos.people.add_artisan import ArtisanAdded
from sentra_pos.people.permissions import Permission
from ui.artisan.ways_in import counter_button
from ui.consignment.agreement_sheet import AgreementSheet
from ui.consignment.agreements_sheet import AgreementsSheet
from ui.consignment.artisan_sheet import ChangeArtisanSheet, NewArtisanSheet
from ui.consignment.balances_sheet import BalancesSheet
from ui.consignment.detail_panel import DetailPanel
from ui.consignment.import_sheet import ImportSheet
from ui.consignment.note_doors import NoteDoors
from ui.consignment.note_sheet import NoteSheet
from ui.consignment.presenter import WATCHED, ConsignmentPresenter
from ui.consignment.rows import ArtisanDetail, ArtisanInList, terms_in_a_word
from ui.context import Context
from ui.kit.buttons import primary, secondary
from ui.kit.fields import SearchField
from ui.kit.keys import on_key
from ui.kit.labels import caption, headline
from ui.kit.layout import Flow, column, plain, row, spacer
from ui.kit.messages import ask, error, toast
from ui.kit.screen import Screen
from ui.kit.table import Column, RecordTable
from ui.kit.theme import set_kind


def artisan_columns() -> list[Column[ArtisanInList]]:
    """Who, on which terms, how much is here, and what is owed."""
    return [
        Column[ArtisanInList](
            title=_("Artisan"),
            text=lambda each: each.artisan.name,
            second=lambda each: " · ".join(part for part in (each.artisan.code, each.artisan.contact_name) if part),
            stretch=2,
            strong=True,
        ),
        Column[ArtisanInList](
            title=_("Terms"),
            text=lambda each: terms_in_a_word(each.agreement),
            tone=lambda each: "ink" if each.agreement is not None else "warn",
        ),
        Column[ArtisanInList](title=_("Pieces here"), text=lambda each: format_number(each.pieces.units), right=True),
        Column[ArtisanInList](
            title=_("Owed"),
            text=lambda each: format_number(each.owed.amount) if each.owed else "–",
            right=True,
            strong=True,
            tone=lambda each: "ink" if each.owed >= ZERO else "bad",
        ),
    ]


class ConsignmentScreen(Screen):
    """Says what was asked; the presenter knows what to do with it."""

    watches = WATCHED

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.presenter = ConsignmentPresenter(context.runner, context.shop, self)
        self.search = SearchField(_("Search a name or code … F2"), name=_("Search artisans"))
        self.table = RecordTable(
            artisan_columns(),
            empty=_("There is no artisan yet. Import the shop's own list with F6, or enter the first one with F4."),
            name=_("Artisans"),
            key=lambda each: each.artisan.id,
        )
        self._summary = caption("")
        #: Who was just entered, and is asked for terms as soon as the panel shows them.
        self._terms_next: PartyId | None = None
        #: A receipt whose note is begun as soon as the panel shows its artisan.
        self._note_next: DropOff | None = None
        self._make_buttons()
        self.doors = NoteDoors(self, context, self.open_paper, self._note_from)
        self.panel = DetailPanel(self.edit_button, self.terms_button, self.doors.correct_button, self.agreements_button)
        self.doors.picks_notes_from(self.panel.notes.current)
        self._build()
        on_key(self, "F2", _("Search"), self._find)
        self.search.searched.connect(self.presenter.search)
        self.search.went_down.connect(self._into_list)
        self.table.picked.connect(self._picked)
        self.table.on_open(_("Take in goods"), lambda _each: self.take_in_goods())
        self.panel.print_wanted.connect(self.presenter.print_note)

    def _make_buttons(self) -> None:
        self.take_in_button = primary(_("Take in goods"), "F3", icon="handshake", on=self.take_in_goods)
        set_kind(self.take_in_button, compact=True)
        self.new_button = secondary(_("New artisan"), "F4", icon="plus", on=self.new_artisan)
        self.import_button = secondary(_("Import a list"), "F6", icon="upload-simple", on=self.import_list)
        self.balances_button = secondary(_("Opening balances"), "F8", icon="vault", on=self.enter_balances)
        self.edit_button = secondary(_("Edit"), "F7", icon="pencil-simple", on=self.edit_artisan)
        self.terms_button = secondary(_("New terms"), "F5", icon="note-pencil", on=self.new_terms)
        self.agreements_button = secondary(_("Agreements"), "Shift+F5", icon="file-text", on=self.agreements)
        self.counter_button = counter_button(self, self.context, "Shift+F7", lambda: self.presenter.picked)
        for button, permission in (
            (self.take_in_button, Permission.TAKE_IN),
            (self.new_button, Permission.MANAGE_ARTISANS),
            (self.edit_button, Permission.MANAGE_ARTISANS),
            (self.terms_button, Permission.MANAGE_AGREEMENTS),
            (self.agreements_button, Permission.MANAGE_AGREEMENTS),
            (self.import_button, Permission.IMPORT),
            (self.balances_button, Permission.OPENING_BALANCES),
        ):
            # Shown here, before it has a parent, a button would be a window of its own.
            if not self.context.may(permission):
                button.hide()

    def _build(self) -> None:
        tools: list[QWidget] = [self.new_button, self.import_button, self.balances_button, self.counter_button]
        tools += self.doors.buttons
        left = column(
            row(column(headline(_("Consigned goods")), self._summary, spacing=0), spacer(), self.take_in_button),
            self.search,
            plain(Flow(*tools, line_spacing=8)),
            spacing=12,
            margins=(24, 18, 24, 20),
        )
        left.addWidget(self.table, 1)
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.setLayout(whole)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_artisans(self, rows: tuple[ArtisanInList, ...], everybody: int) -> None:
        self.table.set_rows(rows)
        pieces = sum(each.pieces.units for each in rows)
        people = ngettext("{count} artisan", "{count} artisans", len(rows)).format(count=format_number(len(rows)))
        goods = ngettext("{count} piece here", "{count} pieces here", pieces).format(count=format_number(pieces))
        self._summary.setText(f"{people} · {goods}" if everybody else "")
        for button in (self.take_in_button, self.balances_button):
            button.setEnabled(bool(everybody))
        if self.presenter.picked is not None:
            self.table.pick(self.presenter.picked)
        if self.table.current() is None:
            self.table.pick_first()

    def show_detail(self, detail: ArtisanDetail | None) -> None:
        self.panel.show_detail(detail)
        self.doors.show_artisan(None if detail is None else detail.artisan)
        if detail is not None and self._note_next is not None and self._note_next.party == detail.artisan.id:
            self.take_in_goods()
        if detail is not None and detail.artisan.id == self._terms_next:
            self._terms_next = None
            self.new_terms()

    def tell_trouble(self, trouble: SentraError) -> None:
        error(self, trouble)

    def open_paper(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
        toast(self, _("The paper was saved as {file}.").format(file=file.name))

    # ---------------------------------------------------------------------------------------------- what is asked

    def refresh(self) -> None:
        self.presenter.load()
        self.doors.refresh()

    def _picked(self, each: ArtisanInList | None) -> None:
        party = None if each is None else each.artisan.id
        if party != self.presenter.picked or self.presenter.detail is None:
            self.presenter.pick(party)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _into_list(self) -> None:
        self.table.enter()

    def new_artisan(self) -> None:
        """Open the sheet; the terms are asked for next, without them nothing can come in."""
        sheet = NewArtisanSheet(self, self.context.by, self.context.shop.clock, self.presenter.add)
        sheet.returned.connect(self._added)
        sheet.open()

    def _added(self, added: object) -> None:
        if not isinstance(added, ArtisanAdded):
            return
        toast(self, _("{name} is in the list as {code}.").format(name=added.name, code=added.code))
        if self.context.may(Permission.MANAGE_AGREEMENTS):
            self._terms_next = added.id

    def edit_artisan(self) -> None:
        """Open the sheet for contact and payout."""
        if self.presenter.detail is not None:
            artisan = self.presenter.detail.artisan
            ChangeArtisanSheet(self, artisan, self.context.by, self.presenter.change).open()

    def new_terms(self) -> None:
        """Open the sheet for the next version of the picked artisan's terms."""
        if self.presenter.detail is None:
            return
        clock = self.context.shop.clock
        sheet = AgreementSheet(self, self.presenter.detail, self.context.by, clock, self.presenter.record)
        sheet.returned.connect(self._recorded)
        sheet.open()

    def agreements(self) -> None:
        """Open all versions of the picked artisan's terms, with their papers."""
        detail = self.presenter.detail
        if detail is not None and detail.versions:
            AgreementsSheet(self, self.context, detail).open()

    def _recorded(self, recorded: object) -> None:
        if isinstance(recorded, AgreementRecorded):
            toast(self, _("Version {version} of the terms was saved.").format(version=recorded.agreement.version))

    def enter_balances(self) -> None:
        """Open the sheet for what stood before the program came."""
        people = [each.artisan for each in self.presenter.everybody]
        clock = self.context.shop.clock
        sheet = BalancesSheet(self, people, self.context.by, clock, self.presenter.open_balances)
        sheet.returned.connect(self._balances_opened)
        sheet.open()

    def _balances_opened(self, opened: object) -> None:
        if isinstance(opened, BalancesOpened):
            toast(self, _("The opening balances were recorded as {code}.").format(code=opened.code))

    def import_list(self) -> ImportSheet:
        """Open the wizard; answered so that a guided tour can go on with it."""
        sheet = ImportSheet(self, self.context)
        sheet.open()
        return sheet

    def take_in_goods(self) -> None:
        """Open a note for the picked artisan; who has no terms yet is asked for them first."""
        detail = self.presenter.detail
        if detail is None or not self.context.may(Permission.TAKE_IN):
            return
        if detail.in_force is None:
            self._note_next = None
            self._ask_for_terms(detail.artisan.name)
            return
        self.note_for(detail.artisan.id)

    def _note_from(self, party: PartyId, left: DropOff) -> None:
        """The note that answers a receipt: its artisan is brought to the front first."""
        self._note_next = left
        self.table.pick(party)
        detail = self.presenter.detail
        if detail is not None and detail.artisan.id == party:
            self.take_in_goods()
        else:
            self.presenter.pick(party)

    def note_for(self, party: PartyId) -> None:
        """Open a note for this artisan."""
        detail = self.presenter.detail
        if detail is None or detail.artisan.id != party or detail.in_force is None:
            return
        left, self._note_next = self._note_next, None
        if left is not None and left.party != party:
            left = None
        NoteSheet(self, self.context, detail.artisan, detail.in_force, self.presenter.print_note, drop_off=left).open()

    def _ask_for_terms(self, name: str) -> None:
        sentence = _("There are no terms with {name} that hold today. Goods can come in once they are recorded.")
        ask(
            self,
            sentence.format(name=name),
            lambda agreed: self.new_terms() if agreed else None,
            title=_("Terms first"),
            yes=_("Record them now"),
            no=_("Not now"),
        )
