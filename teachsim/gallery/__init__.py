"""The experiments of each claim as settings: small, pure values that links and scripts carry."""
