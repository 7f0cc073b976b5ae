"""The sheet for one rate of its own: for which goods, sold where, and what the shop keeps."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.facts import Scheme, scheme_label
from sentra_pos.consignment.rate_wording import place_words
from sentra_pos.consignment.rates import SELLING_PLACES, Rate
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _
from sentra_pos.ledger.kinds import PlaceKind
from ui.consignment.choice import Choice
from ui.consignment.terms_choices import TermsChoices
from ui.consignment.terms_fields import titled
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import PercentEdit, RupiahEdit, with_problem
from ui.kit.labels import caption, label
from ui.kit.layout import column, plain

ITEM, CATEGORY, EVERYTHING = "item", "category", "everything"


class RateSheet(Sheet):
    """Returns the Rate, or leaves everything as it was. ``taken`` are the goods and places that have a rate already."""

    def __init__(
        self,
        parent: QWidget,
        choices: TermsChoices,
        taken: frozenset[tuple[ItemId | None, str, PlaceKind | None]],
        rate: Rate | None = None,
    ) -> None:
        title = _("A rate of its own") if rate is None else _("Change the rate")
        super().__init__(parent, title=title, primary_text=_("Take this rate"), width=540)
        self._taken = taken
        offered = [(CATEGORY, _("One category"))] if choices.categories else []
        offered += [(ITEM, _("One item"))] if choices.items else []
        self.about = Chips([*offered, (EVERYTHING, _("Everything"))], name=_("Which goods"))
        self.category = Choice([(each, each) for each in choices.categories or ("",)], name=_("Category"))
        items = [(each.item, each.name) for each in choices.items]
        self.item: Choice[ItemId | None] = Choice(items or [(None, "–")], name=_("Item"))
        places: list[PlaceKind | None] = [None, *SELLING_PLACES]
        self.place: Choice[PlaceKind | None] = Choice([(each, place_words(each)) for each in places])
        schemes: list[Scheme] = [each for each in Scheme if each is not Scheme.OUTRIGHT]
        self.scheme: Choice[Scheme] = Choice([(each, scheme_label(each)) for each in schemes])
        self.rate, self.fixed = PercentEdit(), RupiahEdit()
        self._category_box, self._item_box = titled(_("Category"), self.category), titled(_("Item"), self.item)
        self._rate_box = with_problem(self.rate, _("The shop keeps, of the price"))
        self._fixed_box = with_problem(self.fixed, _("The shop keeps, of each piece"))
        self._problem = label("", "body", "medium", "bad", wrap=True)
        self._problem.hide()
        self._begin_with(rate)
        for part in (
            plain(column(caption(_("Which goods")), self.about, spacing=4)),
            self._category_box,
            self._item_box,
            titled(_("Where they are sold"), self.place),
            titled(_("Scheme"), self.scheme),
            self._rate_box,
            self._fixed_box,
            self._problem,
        ):
            self.content.addWidget(part)
        self.about.chosen.connect(lambda _key: self._show_fields())
        self.scheme.currentIndexChanged.connect(lambda _index: self._show_fields())
        self._show_fields()
        self.about.setFocus()

    def _begin_with(self, rate: Rate | None) -> None:
        if rate is None:
            return
        self.about.choose(ITEM if rate.item is not None else CATEGORY if rate.category else EVERYTHING)
        self.category.set_value(rate.category)
        self.item.set_value(rate.item)
        self.place.set_value(rate.place)
        self.scheme.set_value(rate.scheme)
        self.rate.set_value(rate.rate)
        self.fixed.set_value(rate.fixed)

    def _show_fields(self) -> None:
        about, scheme = self.about.choice(), self.scheme.value()
        self._category_box.setVisible(about == CATEGORY)
        self._item_box.setVisible(about == ITEM)
        self._rate_box.setVisible(scheme is Scheme.COMMISSION_PERCENT)
        self._fixed_box.setVisible(scheme is Scheme.COMMISSION_FIXED)
        self._tell("")

    def value(self) -> Rate | None:
        """The rate; None, and told what is missing, while it is none."""
        about, scheme = self.about.choice(), self.scheme.value()
        item = self.item.value() if about == ITEM else None
        category = self.category.value() if about == CATEGORY else ""
        place = self.place.value()
        if item is None and not category and place is None:
            self._tell(_("Say what the rate is for: an item, a category, or a kind of place."))
            self.place.setFocus()
            return None
        if (item, category, place) in self._taken:
            self._tell(_("There is a rate for these goods already. Change that one instead."))
            return None
        rate: Percent | None = None
        fixed: Rupiah | None = None
        if scheme is Scheme.COMMISSION_PERCENT and (rate := self.rate.check()) is None:
            self.rate.setFocus()
            return None
        if scheme is Scheme.COMMISSION_FIXED and (fixed := self.fixed.check()) is None:
            self.fixed.setFocus()
            return None
        return Rate(item=item, category=category, place=place, scheme=scheme, rate=rate, fixed=fixed)

    def _tell(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.adjust()
