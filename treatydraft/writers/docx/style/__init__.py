"""Styles: the built-in ones, the template that shows them, and house styles made of a ministry's template."""
