"""Train the reader of filled-in numbers: synthesise lines, fit, measure, write."""
