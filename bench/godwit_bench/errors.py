"""The one failure the harness raises itself."""


class BenchError(Exception):
    """A measurement could not be made; the text is a sentence for the person who runs it."""
