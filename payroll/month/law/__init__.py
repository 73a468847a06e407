"""What laws and the policy's own bounds let stand of a month's charges (rules, sections 10 and 22)."""
