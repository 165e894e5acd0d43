"""The page: paper and margins, headers and footers, watermark."""
