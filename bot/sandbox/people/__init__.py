"""What people do in Discord's client."""
