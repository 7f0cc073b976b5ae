"""The exhibition's own laptop: how it is admitted, opens the shop's file, sells, and takes its book home."""
