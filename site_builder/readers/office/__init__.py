"""Readers of packed and marked-up formats: Word, Excel, OpenDocument and web pages."""
