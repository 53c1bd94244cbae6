"""Fuzz targets: what each does with any input whatever; `run.py` feeds them without end."""
