"""Words, grammar and examples of one language."""
