"""What came too late, and files that were set aside: somebody decides about the one, and sees to the other."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.core.clock import local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_number, format_short_date
from sentra_pos.exhibitions.decide_late import DecideLate, LateDecided, decide_late
from sentra_pos.exhibitions.homecoming_errors import LateReasonMissing
from sentra_pos.exhibitions.late_documents import LateDocument, late_documents
from sentra_pos.exhibitions.quarantine import (
    QuarantinedFile,
    SeeQuarantined,
    quarantine_folder,
    quarantined_files,
    see_quarantined,
)
from sentra_pos.ledger.kinds import DocumentKind
from ui.context import Context
from ui.exhibitions.rows import count_words
from ui.exhibitions.sending import Sending
from ui.kit.buttons import danger, secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body, label
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import toast
from ui.kit.table import Column, RecordTable

_LATE, _FILES = "late", "files"
_KINDS = {
    DocumentKind.SALE: N_("Sale"),
    DocumentKind.REFUND: N_("Return"),
    DocumentKind.EXCHANGE: N_("Exchange"),
    DocumentKind.VOID: N_("Voided sale"),
    DocumentKind.TILL_OPENING: N_("Till opened"),
    DocumentKind.TILL_CLOSING: N_("Till closed"),
    DocumentKind.CASH_MOVEMENT: N_("Cash in or out"),
    DocumentKind.EXHIBITION_ARRIVAL: N_("Goods arrived"),
    DocumentKind.STAND_ENDED: N_("Stand ended"),
    DocumentKind.FOREIGN_RETURN: N_("Return of goods from elsewhere"),
}


def document_words(kind: DocumentKind) -> str:
    """What a document of a stand is."""
    return _(_KINDS[kind]) if kind in _KINDS else _("Another document")


class LateSheet(Sheet):
    """Returns nothing."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        title = _("Came late, or set aside")
        super().__init__(parent, title=title, back_text=_("Close"), width=900, height=640)
        self._context = context
        self.tabs = Chips([(_LATE, _("Came late")), (_FILES, _("Files set aside"))], name=_("What to show"))
        self._stack = QStackedWidget()
        self.documents = _documents()
        self.files = self._files_table()
        self.why = TextField(placeholder=_("Only needed where it is not added"))
        self.add_button = secondary(_("Add, with all before it"), "F6", icon="check", on=lambda: self._decide(add=True))
        self.reject_button = danger(_("Do not add"), "F8", icon="x", on=lambda: self._decide(add=False))
        self.seen_button = secondary(_("I have seen to it"), "F7", icon="check", on=self._seen)
        self._sentence = label("", "body", "semibold", wrap=True)
        self._stack.addWidget(self._late_page())
        self._stack.addWidget(self._files_page())
        self.content.addWidget(self.tabs)
        self.content.addWidget(self._stack, 1)
        self._sending = Sending(self, context)
        self.tabs.chosen.connect(self.show_tab)
        self.documents.picked.connect(lambda _each: self._enable())
        self.files.picked.connect(self._show_file)
        self._enable()
        self._show_file(None)
        self._load()
        self.documents.setFocus()

    def _late_page(self) -> QWidget:
        said = _(
            "These documents are from a stand that had been written off. Compare them with what was sold at the "
            "shop's till from handwritten notes meanwhile, so that nothing is counted twice: what is added comes into "
            "the book as it is, with all that stand before it."
        )
        page = column(body(said), spacing=10)
        page.addWidget(self.documents, 1)
        page.addWidget(with_problem(self.why, _("Reason")))
        page.addLayout(row(self.add_button, self.reject_button, spacer(), spacing=8))
        return plain(page)

    def _files_page(self) -> QWidget:
        said = _("Files that a laptop of this shop signed and that must not be added. They are kept in {folder}.")
        page = column(body(said.format(folder=quarantine_folder(self._context.shop.store.path))), spacing=10)
        page.addWidget(self.files, 1)
        page.addWidget(self._sentence)
        page.addLayout(row(self.seen_button, spacer(), spacing=8))
        return plain(page)

    def _files_table(self) -> RecordTable[QuarantinedFile]:
        zone = self._context.shop.clock.zone
        return RecordTable(
            (
                Column(
                    title=_("Laptop"),
                    text=lambda each: each.device_name or _("a laptop nobody knows"),
                    second=lambda each: each.name or _("could not be kept"),
                    strong=True,
                ),
                Column(title=_("Why"), text=lambda each: each.sentence, stretch=1),
                Column(title=_("Came on"), text=lambda each: format_short_date(local(each.arrived_at, zone).date())),
            ),
            empty=_("No file was set aside."),
            name=_("Files set aside"),
            key=lambda each: each.id,
        )

    def show_tab(self, tab: object) -> None:
        """One of the two."""
        self.tabs.choose(tab)
        self._stack.setCurrentIndex(0 if tab == _LATE else 1)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _load(self) -> None:
        self._context.runner.read(
            lambda session: (late_documents(session), quarantined_files(session)),
            self._show,
            self._sending.tell,
            origin=self,
        )

    def _show(self, found: tuple[tuple[LateDocument, ...], tuple[QuarantinedFile, ...]]) -> None:
        late, files = found
        self.documents.set_rows(late)
        self.files.set_rows(files)
        for table in (self.documents, self.files):
            if table.current() is None:
                table.pick_first()
        names = ((_LATE, _("Came late"), len(late)), (_FILES, _("Files set aside"), len(files)))
        self.tabs.set_choices((key, f"{name} · {count}" if count else name) for key, name, count in names)
        if not late and files and self.tabs.choice() == _LATE:
            self.show_tab(_FILES)
        self._enable()

    def _enable(self) -> None:
        for button in (self.add_button, self.reject_button):
            button.setEnabled(self.documents.current() is not None)

    def _show_file(self, file: QuarantinedFile | None) -> None:
        self._sentence.setText("" if file is None else file.sentence)
        self.seen_button.setEnabled(file is not None)

    def _decide(self, *, add: bool) -> None:
        late = self.documents.current()
        if late is not None:
            command = DecideLate(by=self._context.by, document=late.id, add=add, why=self.why.text())
            self._sending.send(decide_late, command, self._refused, self._decided)

    def _refused(self, trouble: SentraError) -> bool:
        if not isinstance(trouble, LateReasonMissing):
            return False
        self.why.mark(str(trouble))
        self.why.setFocus()
        return True

    def _decided(self, decided: LateDecided) -> None:
        words = ngettext("{count} document is decided.", "{count} documents are decided.", decided.documents)
        toast(self, words.format(count=format_number(decided.documents)))
        self.why.clear()
        self._load()

    def _seen(self) -> None:
        file = self.files.current()
        if file is not None:
            command = SeeQuarantined(by=self._context.by, file=file.id)
            self._sending.send(see_quarantined, command, done=lambda _seen: self._load())


def _documents() -> RecordTable[LateDocument]:
    return RecordTable(
        (
            Column(
                title=_("Document"),
                text=lambda each: each.code,
                second=lambda each: document_words(each.kind),
                strong=True,
                stretch=1,
            ),
            Column(title=_("Laptop"), text=lambda each: each.device_name, optional=True),
            Column(title=_("Day"), text=lambda each: format_short_date(each.day)),
            Column(title=_("Pieces"), text=lambda each: count_words(each.pieces), right=True),
            Column(
                title=_("Total"),
                text=lambda each: format_number(each.total.amount) if each.total else "–",
                right=True,
                strong=True,
            ),
        ),
        empty=_("Nothing came late. Documents of a stand that was written off wait here, if its laptop turns up."),
        name=_("Documents that came late"),
        key=lambda each: each.id,
    )
