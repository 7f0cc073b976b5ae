"""Put goods apart that were damaged in the shop: which, how many, whose of several, and what happened to them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.errors import SentraError
from sentra_pos.core.quantity import NONE, ONE
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_short_date
from sentra_pos.giving_back.errors import DamageReasonMissing
from sentra_pos.giving_back.facts import place_label
from sentra_pos.giving_back.transfer_goods import GoodsTransferred
from ui.context import Context
from ui.counting.put_apart import Heap, PutApartPresenter
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, SearchField, TextField, with_problem
from ui.kit.keys import on_key
from ui.kit.labels import body, label
from ui.kit.layout import row
from ui.kit.messages import Banner
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving


class PutApartSheet(Sheet):
    """Returns GoodsTransferred."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            title=_("Put damaged goods apart"),
            primary_text=_("Put apart"),
            primary_key="F12",
            width=640,
            height=540,
        )
        self.presenter = PutApartPresenter(Approving(context, self), context, self)
        self.search = SearchField(_("Scan a tag, or type a name or code … F2"), name=_("Item"))
        self._name = label("", "lead", "semibold", wrap=True)
        self.table: RecordTable[Heap] = RecordTable(
            _columns(),
            empty=_("Scan what is damaged. Where it lies, and whose it is, is shown here."),
            name=_("Where it lies"),
            key=lambda heap: (heap.place, heap.lot),
        )
        self.count = CountEdit(ONE, name=_("How many"))
        self.count.setFixedWidth(150)
        self.reason = TextField(name=_("What happened"), placeholder=_("Eaten by moths, damp, torn …"))
        self._problem = Banner("")
        self._problem.hide()
        self._lay_out()
        on_key(self, "F2", _("Search"), self._to_search)
        self.search.returnPressed.connect(self._find)
        self.search.went_down.connect(self.table.enter)
        self.count.returnPressed.connect(self.reason.setFocus)
        context.scans.listen(self, self.presenter.scan)
        if self.primary_button is not None:
            # Enter belongs to the fields here: what was searched for must not be put apart.
            self.primary_button.setDefault(False)
            self.primary_button.setEnabled(False)
        self.search.setFocus()

    def _lay_out(self) -> None:
        fields = row(with_problem(self.count, _("How many")), with_problem(self.reason, _("What happened")), spacing=12)
        fields.setStretch(1, 1)
        rule = _("It leaves the sale and is a case until somebody decides. Mended, it comes back to the shelf.")
        for part in (self.search, self._name):
            self.content.addWidget(part)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(fields)
        self.content.addWidget(body(rule))
        self.content.addWidget(self._problem)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_item(self, item: ItemCard, heaps: tuple[Heap, ...]) -> None:
        self._problem.hide()
        self._name.setText(" · ".join(part for part in (item.name, item.size) if part))
        self.table.set_rows(heaps)
        self.table.pick_first()
        self.count.set_value(ONE)
        if self.primary_button is not None:
            self.primary_button.setEnabled(True)
        self._to_count()

    def one_more(self) -> None:
        self._problem.hide()
        self.count.set_value((self.count.value() or NONE) + ONE)
        self._to_count()

    def warn(self, sentence: str) -> None:
        self._problem.tell(sentence, "warn")
        self.adjust()

    def tell(self, trouble: SentraError) -> None:
        if isinstance(trouble, DamageReasonMissing):
            self.reason.mark(str(trouble))
            self.reason.setFocus()
        else:
            self._problem.tell(str(trouble), "bad")
        self.adjust()

    def put_apart(self, moved: GoodsTransferred) -> None:
        self.busy(False)
        self.finish(moved)

    def ended(self) -> None:
        self.busy(False)

    # ------------------------------------------------------------------------------------------------- what is asked

    def confirm(self) -> None:
        heap, quantity = self.table.current(), self.count.check()
        if heap is not None and quantity is not None:
            self._problem.hide()
            self.busy(True)
            self.presenter.send(heap, quantity, self.reason.text())

    def _find(self) -> None:
        self.presenter.find(self.search.text())
        self.search.clear()

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_count(self) -> None:
        self.count.setFocus()
        self.count.selectAll()


def _columns() -> list[Column[Heap]]:
    """A place, and of several lots there each with whose it is."""
    return [
        Column[Heap](title=_("From"), text=lambda heap: place_label(heap.place), second=_whose, stretch=1, strong=True),
        Column[Heap](title=_("There"), text=lambda heap: format_number(heap.quantity.units), right=True),
    ]


def _whose(heap: Heap) -> str:
    if heap.came_in is None:
        return _("several lots, the oldest first")
    return _("{owner}, here since {date}").format(owner=heap.owner_name, date=format_short_date(heap.came_in))
