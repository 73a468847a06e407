"""Files to clean tables: one small module for each kind of file and each kind of cell, all problems collected."""
