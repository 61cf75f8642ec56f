"""Buttons, menus and forms, and the pages they stand on; they outlive the process."""
