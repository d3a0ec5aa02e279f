"""Reading of PDF files: cells from ruled lines, prose from lines of characters."""
