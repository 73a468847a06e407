"""Whether everything is as needed: findings about program, machine, folders, tables, policies and book.

Nothing here changes anything, and nothing is printed.
"""
