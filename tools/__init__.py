"""Programs for those who work on payroll."""
