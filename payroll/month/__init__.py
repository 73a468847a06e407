"""The heart: a month from clean tables and policies to ledger lines. Pure functions only."""
