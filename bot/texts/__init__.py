"""What people read, made of what knowledge says. Pure: no Discord connection, no files."""
