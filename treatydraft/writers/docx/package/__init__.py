"""The package: the parts of the zip file, those that are the same in every draft, and the file around them."""
