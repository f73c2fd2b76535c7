"""The revisions of the database, oldest first. `store.migrate.upgrade` runs what is missing."""
