"""Final-account tables 公开01-10, one module a table."""
