"""The real acts on a real store in any order, beside a model in dictionaries; the doctor looks on."""

from __future__ import annotations

from tests.ledger.coming_back_rules import ComingBackRules
from tests.ledger.money_rules import MoneyRules


class ShopMachine(ComingBackRules, MoneyRules):
    """One shop, four artisans, two customers, any order of acts."""
