"""What a policy may not mean as it stands: one module for each kind of doubt, each from rules to warnings.

A new one is a function ``(Rules, Example) -> Iterator[Problem]`` in a module of its own, named in
``payroll.policy.soundness.all.DOUBTS``; its kinds of problems stand in ``payroll.policy.kinds_soundness``.
"""
