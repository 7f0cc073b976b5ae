"""Plan an exhibition, or change its plan: where and when, who goes, what the stand costs, whom QRIS pays there."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import _
from sentra_pos.exhibitions.change_exhibition import ChangeExhibition, change_exhibition
from sentra_pos.exhibitions.errors import DatesWrongWay, ExhibitionNameMissing
from sentra_pos.exhibitions.plan_exhibition import PlanExhibition, plan_exhibition
from sentra_pos.exhibitions.queries import ExhibitionDetails
from sentra_pos.payments.qris import read_merchant
from sentra_pos.people.queries import StaffMember, staff_list
from ui.context import Context
from ui.exhibitions.sending import Sending
from ui.kit.buttons import Button, choice
from ui.kit.dialog import Sheet
from ui.kit.fields import DateEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import caption
from ui.kit.layout import Flow, column, plain, row


class PlanSheet(Sheet):
    """Returns ExhibitionPlanned, or ExhibitionChanged where ``standing`` is changed."""

    def __init__(self, parent: QWidget, context: Context, standing: ExhibitionDetails | None = None) -> None:
        title = _("Plan an exhibition") if standing is None else _("Change the plan")
        super().__init__(
            parent, title=title, primary_text=_("Save"), primary_key="F12", width=720, height=650, scrolls=True
        )
        self._context, self._standing = context, standing
        self._id: UUID = new_id(context.shop.clock) if standing is None else standing.record.id
        clock = context.shop.clock
        self.name = TextField(placeholder=_("For instance: Inacraft 2027"))
        self.venue = TextField(placeholder=_("Hall and number of the stand"))
        self.city = TextField()
        self.starts = DateEdit(today=lambda: business_today(clock))
        self.ends = DateEdit(today=lambda: business_today(clock))
        self.rent = RupiahEdit()
        self.note = TextField(placeholder=_("For instance: unloading before 8 o'clock"))
        self.qris = TextField(placeholder="000201…")
        self._merchant = with_problem(
            self.qris, _("QRIS of this exhibition"), _("Leave it empty where the shop's own QRIS is used.")
        )
        self.people: dict[StaffId, Button] = {}
        self._flow = Flow(line_spacing=8)
        self._who = plain(self._flow)
        self._lay_out()
        self._sending = Sending(self, context)
        if standing is not None:
            self._fill(standing)
        self.qris.textChanged.connect(lambda _text: self._read_qris())
        context.runner.read(staff_list, self._show_staff, self._sending.tell, origin=self)
        self.name.setFocus()

    def _lay_out(self) -> None:
        self.content.addWidget(with_problem(self.name, _("Name of the exhibition")))
        where = row(spacing=12)
        where.addWidget(with_problem(self.venue, _("Where")), 3)
        where.addWidget(with_problem(self.city, _("City")), 2)
        self.content.addLayout(where)
        when = row(spacing=12)
        when.addWidget(with_problem(self.starts, _("First day")), 1)
        when.addWidget(with_problem(self.ends, _("Last day")), 1)
        when.addWidget(with_problem(self.rent, _("Stand rent, as expected")), 1)
        self.content.addLayout(when)
        self.content.addWidget(plain(column(caption(_("Who goes")), self._who, spacing=4)))
        self.content.addWidget(with_problem(self.note, _("Remark")))
        self.content.addWidget(self._merchant)
        self.content.addStretch(1)

    def _fill(self, standing: ExhibitionDetails) -> None:
        record = standing.record
        for field, text in (
            (self.name, record.name),
            (self.venue, record.venue),
            (self.city, record.city),
            (self.note, standing.note),
            (self.qris, standing.qris_payload),
        ):
            field.setText(text)
            field.setCursorPosition(0)
        self.starts.set_value(record.starts)
        self.ends.set_value(record.ends)
        self.rent.set_value(record.rent or None)

    def _show_staff(self, staff: tuple[StaffMember, ...]) -> None:
        going = set() if self._standing is None else {person for person, _name in self._standing.staff}
        offered = [(member.id, member.name) for member in staff]
        # Who left the shop since may stay on the plan.
        offered += [] if self._standing is None else [each for each in self._standing.staff if each not in offered]
        last: QWidget = self.rent
        for person, name in offered:
            button = self.people[person] = choice(name)
            button.setChecked(person in going)
            self._flow.addWidget(button)
            # Made later than the fields below it, and still reached before them.
            QWidget.setTabOrder(last, button)
            last = button
        self.adjust()

    def _read_qris(self) -> None:
        """Whom it pays is said at once: a sticker of somebody else's is found out here and not at the fair."""
        text = self.qris.text().strip()
        if not text:
            self._say(_("Leave it empty where the shop's own QRIS is used."))
            return
        try:
            merchant = read_merchant(text)
        except SentraError as trouble:
            self.qris.mark(str(trouble))
        else:
            self._say(_("Customers pay {name}, {city}.").format(name=merchant.name, city=merchant.city or "–"))
        self.adjust()

    def _say(self, sentence: str) -> None:
        self.qris.mark("")
        # The line below the field tells what is wrong, or this.
        self.qris.problem_changed.emit(sentence)

    def confirm(self) -> None:
        starts, ends = self.starts.check(), self.ends.check()
        rent = self.rent.check() if self.rent.text().strip() else ZERO
        if starts is None or ends is None or rent is None:
            return
        make = PlanExhibition if self._standing is None else ChangeExhibition
        act = plan_exhibition if self._standing is None else change_exhibition
        command = make(
            id=self._id,
            by=self._context.by,
            name=self.name.text(),
            venue=self.venue.text(),
            city=self.city.text(),
            starts=starts,
            ends=ends,
            rent=rent,
            staff=tuple(person for person, button in self.people.items() if button.isChecked()),
            note=self.note.text(),
            qris_payload=self.qris.text(),
        )
        self._sending.send(act, command, self._refused)

    def _refused(self, trouble: SentraError) -> bool:
        """Said at the field that it is about, where there is one."""
        field = {ExhibitionNameMissing: self.name, DatesWrongWay: self.ends}.get(type(trouble))
        if field is None:
            return False
        field.mark(str(trouble))
        field.setFocus()
        return True
