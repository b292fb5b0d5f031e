"""Bytes to facts: open a picture safely, read its text, and say what it shows."""
