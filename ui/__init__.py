"""The windows of the shop: screens that show, ask and decide nothing."""
