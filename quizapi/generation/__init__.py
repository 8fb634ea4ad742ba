"""The engine: runs generators over read articles, checks, ranks and selects."""
