"""How much of a line each role may take off alone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _
from sentra_pos.people.facts import Role, role_label
from sentra_pos.sales.limit_discounts import DiscountsLimited, LimitDiscounts, discount_limits, limit_discounts
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.fields import PercentEdit, with_problem
from ui.kit.labels import body, title
from ui.kit.layout import card, column, plain, row, spacer
from ui.kit.messages import toast
from ui.people.approving import Approving

#: Who stands at the till; the owner may take off what he likes.
_ROLES = (Role.CASHIER, Role.EXHIBITION, Role.SUPERVISOR)


class LimitsCard(QWidget):
    """Beyond it, somebody who may more is asked at the till."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._runner = context, Approving(context, self)
        self.fields = {role: PercentEdit(name=role_label(role)) for role in _ROLES}
        self.save = secondary(_("Save the limits"), "Alt+M", icon="check", on=self._save)
        fields = row(spacing=12)
        for role, field in self.fields.items():
            fields.addWidget(with_problem(field, role_label(role)), 1)
        words = body(_("More than that off a line needs the PIN of somebody who may give it. The owner has no limit."))
        words.setProperty("tone", "muted")
        self.setLayout(
            column(card(title(_("Discount limits")), words, plain(fields), row(self.save, spacer()), spacing=10))
        )
        for field in self.fields.values():
            field.returnPressed.connect(self._save)

    def refresh(self) -> None:
        self._context.runner.read(discount_limits, self._show, origin=self)

    def _show(self, limits: Mapping[Role, Percent]) -> None:
        for role, field in self.fields.items():
            if not field.hasFocus():
                field.set_value(limits[role])

    def _save(self) -> None:
        typed = {role: field.check() for role, field in self.fields.items()}
        limits = tuple((role, limit) for role, limit in typed.items() if limit is not None)
        if len(limits) < len(typed):
            next(field for role, field in self.fields.items() if typed[role] is None).setFocus()
            return
        command = LimitDiscounts(by=self._context.by, limits=limits)
        self._runner.write(limit_discounts, command, self._saved, self._tell, origin=self)

    def _saved(self, _limited: DiscountsLimited) -> None:
        toast(self, _("Saved."))

    def _tell(self, trouble: SentraError) -> None:
        field = self.fields[_ROLES[0]]
        field.mark(str(trouble))
        field.setFocus()
