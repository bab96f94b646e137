"""The watch folder: letters dropped into it are found registered, each once."""
