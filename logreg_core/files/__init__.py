"""Files: bytes to a table, a table to a Dataset, a Dataset to bytes. pandas, calamine and pyarrow are used here alone.

formats      what a file is, told by its bytes; each kind has a module: delimited, workbook, parquet, records
grid, cells  columns of cells, and what counts as a number or a gap; every kind ends there
tables       the two steps that others call: read_table and to_dataset
table_columns, column_choice    what a column is, and what a choice of columns and classes uses
saved_csv    a Dataset as a file that opens to the same points
"""
