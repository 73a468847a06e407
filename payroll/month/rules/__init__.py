"""One module for each rule, with its clause of the rules in the docstring."""
