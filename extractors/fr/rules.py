"""Grammar of French that is not words: nothing beyond the engine's own constructions so far.

French counts by twenties after 60 and 80; the engine composes that ("soixante et onze", "quatre-vingt-dix").
"""
