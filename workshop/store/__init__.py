"""What is kept, and how: the database is the truth. Every write goes through one writer, in batches."""
