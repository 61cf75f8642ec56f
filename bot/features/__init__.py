"""What people do: a command, its buttons, pages and forms stand in one file."""
