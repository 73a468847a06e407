"""The month as a page: one HTML file that opens from a mail and asks nothing of any other place."""
