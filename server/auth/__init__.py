"""How a browser proves who it acts for."""
