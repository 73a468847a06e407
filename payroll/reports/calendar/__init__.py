"""The calendar of a store as a picture: who works when, swaps as arrows, lateness as marks, quotas beside the names."""
