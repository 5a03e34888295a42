"""The finished folder: assets, addresses that lead on, the ledger, the check of every link. May import all others."""
