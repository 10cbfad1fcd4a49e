"""The night: one command that fetches, archives, cleans, extracts, stores, publishes and reports, for a machine nobody watches.

`night` is the run; `ledger` what it writes down (`rows` for the store), `locking` that there is one at a time, `alarms` and `verdicts` what its
numbers mean, `measures` where these come from; `summary`, `morning`, `logs`, `metrics`, `tracing` and `notification` tell
people and machines. What each stage does is left to the stages. The operator's page is docs/nightly.md.
"""
