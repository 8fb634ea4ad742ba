"""What can stand as a claim, its status, and whose it is."""

from quizapi.reading.claims.find import find_claims, find_genre

__all__ = ["find_claims", "find_genre"]
