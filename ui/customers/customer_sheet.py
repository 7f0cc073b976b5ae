"""Enter a customer, or change what is known of one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId, new_id
from sentra_pos.core.speech import _
from sentra_pos.people.add_customer import AddCustomer, CustomerAdded, CustomerMaybeKnown, add_customer
from sentra_pos.people.change_customer import ChangeCustomer, CustomerChanged, change_customer
from sentra_pos.people.customer_queries import Customer, customer
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.layout import row
from ui.kit.messages import ask_again, error


class CustomerSheet(Sheet):
    """Returns the Customer as it now stands. Only the name is asked for; ``typed`` is what was looked for before."""

    def __init__(self, parent: QWidget, context: Context, standing: Customer | None = None, typed: str = "") -> None:
        title = _("New customer") if standing is None else _("Change {name}").format(name=standing.name)
        super().__init__(parent, title=title, primary_text=_("Save"), width=560)
        self.heading.setWordWrap(True)
        self._context, self._standing = context, standing
        self._id = PartyId(new_id(context.shop.clock)) if standing is None else standing.id
        self._confirmed: frozenset[str] = frozenset()
        is_number = typed != "" and not any(c.isalpha() for c in typed)
        self.name = TextField("" if is_number else typed, placeholder=_("A person, or an agency"))
        self.contact = TextField(placeholder=_("Who speaks for the agency"))
        self.phone = TextField(typed if is_number else "", placeholder="0812 …")
        self.address = TextField(placeholder=_("As papers shall say it"))
        self.remark = TextField(placeholder=_("For example: orders uniforms every year"))
        self.active = QCheckBox(_("Still a customer: found when the name is typed"))
        self._lay_out()
        if standing is not None:
            self._fill(standing)
        (self.name if standing is not None or not self.name.text() else self.phone).setFocus()

    def _lay_out(self) -> None:
        self.content.addWidget(with_problem(self.name, _("Name")))
        beside = row(spacing=12)
        beside.addWidget(with_problem(self.contact, _("Contact person")), 1)
        beside.addWidget(with_problem(self.phone, _("Phone")), 1)
        self.content.addLayout(beside)
        self.content.addWidget(with_problem(self.address, _("Address")))
        self.content.addWidget(with_problem(self.remark, _("Remark")))
        if self._standing is not None:
            self.content.addWidget(self.active)
        else:
            self.active.setParent(self)
            self.active.hide()
        self.active.setChecked(True)

    def _fill(self, standing: Customer) -> None:
        for field, text in (
            (self.name, standing.name),
            (self.contact, standing.contact_name),
            (self.phone, standing.phone),
            (self.address, standing.address),
            (self.remark, standing.remark),
        ):
            field.setText(text)
        self.active.setChecked(standing.active)

    def confirm(self) -> None:
        self.busy(True)
        if self._standing is None:
            command = AddCustomer(
                id=self._id,
                by=self._context.by,
                name=self.name.text(),
                contact_name=self.contact.text(),
                phone=self.phone.text(),
                address=self.address.text(),
                remark=self.remark.text(),
                confirmed=self._confirmed,
            )
            self._context.runner.write(
                add_customer, command, self._saved, self._refused, ended=lambda: self.busy(False), origin=self
            )
            return
        change = ChangeCustomer(
            by=self._context.by,
            customer=self._id,
            name=self.name.text(),
            contact_name=self.contact.text(),
            phone=self.phone.text(),
            address=self.address.text(),
            remark=self.remark.text(),
            active=self.active.isChecked(),
        )
        self._context.runner.write(
            change_customer, change, self._saved, self._refused, ended=lambda: self.busy(False), origin=self
        )

    def _saved(self, saved: CustomerAdded | CustomerChanged) -> None:
        wanted = saved.id
        self._context.runner.read(lambda session: customer(session, wanted), self.finish, self._refused, origin=self)

    def _refused(self, trouble: SentraError) -> None:
        self.busy(False)
        if isinstance(trouble, CustomerMaybeKnown):
            ask_again(self, trouble, self._again, yes=_("Enter a second one"))
        elif self.name.text().strip():
            error(self, trouble)
        else:
            self.name.mark(str(trouble))
            self.name.setFocus()

    def _again(self, answer: str) -> None:
        self._confirmed |= {answer}
        self.confirm()
