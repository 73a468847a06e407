"""The book of record: lines that are only added, and the evidence that they rest on."""
