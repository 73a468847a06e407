"""Keeping the book: what joins the computed month, the evidence store and the book of record."""
