"""What outlives the process: the database, what each table is for, and the index beside it."""
