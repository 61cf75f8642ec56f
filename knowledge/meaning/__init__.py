"""Text → a vector that stands for what it means, by a small network that comes with the package."""
