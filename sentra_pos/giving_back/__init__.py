"""Giving back: how long goods lie here, setting them aside, handing them back, lower prices, and artisans who leave."""
