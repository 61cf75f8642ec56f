"""How people reach Quoth: Discord, the terminal, the sandbox, the shell."""
