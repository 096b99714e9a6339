package io.connwarden.benchmarks.router;

import io.connwarden.sql.SqlFile;

/** The statements of the router's benchmark. The file of each is named after its constant. */
enum RouterStatement {
    WAIT,
    LOG_IN;

    private final String sql = SqlFile.load(this);

    /** Returns the text with JDBC parameters. */
    String sql() {
        return sql;
    }
}
