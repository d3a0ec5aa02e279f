"""Invented reports in the official layouts whose tie-outs all hold, with every tie-out listed (handbook §5)."""
