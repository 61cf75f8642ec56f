"""What a hostile file or text does ends with a process of its own, at the latest at a limit."""
