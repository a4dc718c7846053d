"""What a student is asked and told: blanks to fill, and the mistakes that a number shows.

`blank_places` is where a number stands that is to be filled in, as HTML; `blanks` says what a typed number shows, and
`worked` writes the formula that somebody worked out, in letters and with numbers.
"""

__all__ = ["blank_places", "blanks", "worked"]
