"""Budget tables, one module a table."""
