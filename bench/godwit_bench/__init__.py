"""The benchmark harness: races Godwit against other real programs on loopback."""
