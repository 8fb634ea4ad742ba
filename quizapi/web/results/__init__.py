"""What came of an assignment."""
