"""Checking figures by eye: the ledger of what reviewers decide, samples and what they tell, accounts, and the pages.

It reads the published snapshot and never writes to a store; its own file is the ledger, beside the store. Verdicts reach
the next snapshot through `pipeline.publication`, which stands above this package and the store.
"""
