"""What stands where, and how to find it."""
