"""Tinso beside published libraries on the same gold: `python3 bootstrap.py peers`; what came out is docs/peers.md.

One module a library. Each hands the library an article's text, or its sentences, and maps what comes back to
figures and deadlines of the contract; the mapping is plain code that is tested without the library, the library
itself is imported by the module's `peer()` only. Which setting a library runs with was tried out on
`corpus/development` and on the gold that may be read. `stack` puts the best parts together.
"""
