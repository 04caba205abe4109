"""The sales pipeline as an assembly line, at a terminal."""
