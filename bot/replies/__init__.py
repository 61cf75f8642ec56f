"""What people read, made of what knowledge says. Pure: no connection, no files."""
