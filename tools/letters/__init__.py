"""Makers of invented letters: one description, set as DOCX and as PDF.

``python -m tools.letters.samples samples/`` sets every ``samples/*/letter.toml``.
Tests call `set_docx` and `set_pdf` for letters of their own.
"""
