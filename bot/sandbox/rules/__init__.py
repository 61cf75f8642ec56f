"""What Discord allows; pure."""
