"""quizapi: questions about a news article, each with the span of the article that proves its key."""

__version__ = "0.1.0"
