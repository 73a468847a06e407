"""A second opinion: what a clock itself says of a person and a day, beside what we say, and why the two differ.

Clocks and attendance apps judge by rules of their own. Their verdicts are never added up and never cost
anything; they are compared with ours, so that a person can ask about each difference.
"""

from payroll.second_opinion.compare import clock_differences
from payroll.second_opinion.difference import WHY, Difference

__all__ = ["WHY", "Difference", "clock_differences"]
