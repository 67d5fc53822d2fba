"""Reports of a scored run: one HTML file, Markdown, JSON, JUnit."""
