"""What outlives the process: the database, and what each table is for. All SQL stands here."""
