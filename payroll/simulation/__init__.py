"""Months under another policy: computed under both, and compared line by line. Nothing is recorded."""
