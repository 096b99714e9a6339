SET SESSION statement_timeout = :milliseconds
