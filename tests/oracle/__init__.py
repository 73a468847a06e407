"""A slow, independent reading of the rules, and random months to compare it with the program."""
