"""Under which keys the shop's settings are kept: written in every store, so never renamed."""

from __future__ import annotations

from typing import Final

#: Which device of the book this store's computer is.
OWN_DEVICE: Final = "device.own"
SHOP_ID: Final = "shop.id"
SHOP_NAME: Final = "shop.name"
SHOP_ADDRESS: Final = "shop.address"
SHOP_PHONE: Final = "shop.phone"
RECEIPT_FOOTER: Final = "receipt.footer"
LANGUAGE: Final = "shop.language"
