"""What holds in a server: where and when the bot answers, and what was chosen there."""
