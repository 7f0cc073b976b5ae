"""Exhibitions: planned, loaded, sold at far from the shop, and brought home to the last piece and rupiah."""
