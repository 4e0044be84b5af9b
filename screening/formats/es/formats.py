"""Numbers in Spanish as they are written in the United States: 37.5 and 1,200. Dates are Django's own."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
