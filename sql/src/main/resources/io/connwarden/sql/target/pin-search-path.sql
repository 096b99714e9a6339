-- Pins the search_path until the end of the transaction. Behind a pooler nothing stays in the session.
SET LOCAL search_path = pg_catalog;
