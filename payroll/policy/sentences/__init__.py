"""The rule book in words: one module for each rule, each from rules to what they say, in both languages.

``policy show`` prints these words, and ``policy diff`` compares them, so that the two speak alike. A new rule is one
function ``(Rules, Example) -> Iterator[Section]`` in a module of its own, named in
``payroll.policy.sentences.book.DESCRIBED``.
"""
