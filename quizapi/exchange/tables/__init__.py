"""Items as rows: our own table in CSV and XLSX, and Kahoot's."""
