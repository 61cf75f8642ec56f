"""Tables: questions with their answers, or rows with the names of their columns."""
