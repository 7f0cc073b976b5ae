"""What stands on the papers, and in which language the program speaks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.change_shop import ChangeShop, ShopChanged, ShopFacts, change_shop, shop_facts
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, use_language
from ui.context import Context
from ui.kit.buttons import primary
from ui.kit.chips import Chips
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import caption, title
from ui.kit.layout import card, column
from ui.kit.messages import toast
from ui.kit.theme import set_kind


class ShopCard(QWidget):
    """The shop's facts; another language has the window built anew."""

    def __init__(self, context: Context, restart: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._restart = context, restart
        self._language = "id"
        self.name = TextField(name=_("Name of the shop"))
        self.address = TextField(name=_("Address"))
        self.phone = TextField(name=_("Phone"))
        self.languages = Chips((("id", "Bahasa Indonesia"), ("en", "English")), name=_("Language"))
        self.save = primary(_("Save"), "Alt+S", on=self._save)
        set_kind(self.save, compact=True)
        self.setLayout(
            column(
                card(
                    title(_("Shop")),
                    with_problem(self.name, _("Name of the shop")),
                    with_problem(self.address, _("Address")),
                    with_problem(self.phone, _("Phone")),
                    column(caption(_("Language")), self.languages, spacing=4),
                    self.save,
                    spacing=10,
                )
            )
        )

    def refresh(self) -> None:
        self._context.runner.read(shop_facts, done=self._show, origin=self)

    def _show(self, facts: ShopFacts) -> None:
        for field, text in (
            (self.name, facts.name),
            (self.address, facts.address),
            (self.phone, facts.phone),
        ):
            field.setText(text)
        self._language = facts.language
        self.languages.choose(facts.language)

    def _save(self) -> None:
        facts = ShopFacts(
            name=self.name.text(),
            address=self.address.text(),
            phone=self.phone.text(),
            language=str(self.languages.choice()),
        )
        command = ChangeShop(by=self._context.by, facts=facts)
        self._context.runner.write(change_shop, command, done=self._saved, failed=self._tell, origin=self)

    def _saved(self, changed: ShopChanged) -> None:
        if changed.facts.language != self._language:
            use_language(changed.facts.language)
            self._restart()
            return
        toast(self, _("Saved."))

    def _tell(self, trouble: SentraError) -> None:
        self.name.mark(str(trouble))
        self.name.setFocus()
