"""Scenes made up from dice: what is in them and where it stands."""
