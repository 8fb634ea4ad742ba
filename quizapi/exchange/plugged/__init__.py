"""What plugins' exporters, importers and interactions do for files, each call in a process of its own."""
