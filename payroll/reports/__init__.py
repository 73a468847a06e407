"""What comes out: the CSV files and the workbook of a month, and the words that people read."""
