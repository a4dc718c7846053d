"""Bytes → a Table, a reader for each kind of file; each ends in `grid`. Read `delimited` first.

`decoding` makes text of bytes or says what they are instead; `delimited`, after `cutting`, and `records` read text.
`workbook` reads .xlsx, after `sheet` has looked through it; `parquet` reads Parquet; `unpacking` takes what is packed
apart, within bounds. Which reader a file comes to is told in `formats`, beside this room.
"""
