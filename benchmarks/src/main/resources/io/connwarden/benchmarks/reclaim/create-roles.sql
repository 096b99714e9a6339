-- Creates the role of the application, the equal roles of the contenders, and the view of the executed statements.
CREATE ROLE app LOGIN;
CREATE ROLE connwarden LOGIN IN ROLE pg_monitor, pg_signal_backend;
CREATE ROLE plain_loop LOGIN IN ROLE pg_monitor, pg_signal_backend;
CREATE EXTENSION pg_stat_statements
