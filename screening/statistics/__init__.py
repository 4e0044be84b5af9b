"""Figures about groups: pure integers in, pure integers out. Knows no person, no database and no clock."""
