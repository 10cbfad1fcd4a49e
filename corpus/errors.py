"""What the corpus package raises when it is asked for something that cannot be done.

A wrong file of the project itself is `schemas.DataFileError`.
"""


class CorpusError(ValueError):
    """A request about the corpus that cannot be granted: wrong predictions, an unknown article, a floor's fall."""
