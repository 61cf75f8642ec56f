"""What every feature uses; knows no feature."""
