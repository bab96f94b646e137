"""Reading pictures of pages: prepare, recognise, clean, keep."""
