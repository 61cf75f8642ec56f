"""The people who answer what the documents do not."""
