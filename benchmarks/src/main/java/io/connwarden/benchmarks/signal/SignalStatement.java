package io.connwarden.benchmarks.signal;

import io.connwarden.sql.SqlFile;

/** The statements of the benchmark. The file of each is named after its constant. */
enum SignalStatement {
    CREATE_ROLE,
    RECORD_TIMES;

    private final String sql = SqlFile.load(this);

    /** Returns the text with JDBC parameters. */
    String sql() {
        return sql;
    }
}
