"""How the weights that ship with the package were learned. Nothing here runs in production."""
