"""A brief put to readers: each page as blocks, which the terminal and the writers of files show in their own way."""
