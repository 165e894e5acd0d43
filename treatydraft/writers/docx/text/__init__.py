"""The text: an instrument as paragraphs and tables with styles, numbers and bookmarks, and these as XML."""
