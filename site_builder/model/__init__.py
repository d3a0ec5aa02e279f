"""Frozen records that cross the borders between the steps; this package imports nothing of the project."""
