"""Bytes → a Table, a reader for each kind of file; each ends in `grid`. Read `delimited` first.

`decoding` makes text of bytes or says what they are instead, by the openings in `other_kinds`; `delimited` and
`records` read text. `workbook` reads .xlsx, .xls, .xlsb and .ods, once `book` has found the sheets and `sheet` or
`binary_sheet` has looked through them: the library makes room for all that a file claims, and gives errors as gaps.
`parquet` reads Parquet; `unpacking` takes what is packed apart, within bounds. Which reader a file comes to is told in
`formats`, beside this room.
"""
