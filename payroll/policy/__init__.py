"""Policies: dated files become typed, checked rules."""
