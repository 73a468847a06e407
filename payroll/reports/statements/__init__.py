"""Statements for employees: a page for each person, HTML and PDF, with what a month came to and why."""
