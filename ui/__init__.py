"""The windows of the shop: screens that show, ask and decide nothing."""

from __future__ import annotations

from importlib import import_module

# What the till needs of the house until the first scan, loaded before anything of Qt: once PySide6 is there, it reads
# the source text of every module that is imported after it, SQLAlchemy's two hundred among them.
for _room in (
    "shop",
    "catalogue.queries",
    "payments.methods",
    "sales.held_queries",
    "sales.keep_cart",
    "sales.promotion_queries",
    "stock.places",
    "tills.queries",
):
    import_module(f"sentra_pos.{_room}")
