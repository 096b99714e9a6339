package io.connwarden.benchmarks.reclaim;

import io.connwarden.sql.SqlFile;

/** The statements of the benchmark. The file of each is named after its constant. */
enum BenchmarkStatement {
    ACTION_TIMES,
    CREATE_DATABASE,
    CREATE_ROLES,
    IDLE_SINCE,
    PLAIN_LOOP,
    SESSIONS_IN_DATABASE,
    TARGET_LOAD,
    USE_SESSION;

    private final String sql = SqlFile.load(this);

    /** Returns the text with JDBC parameters. */
    String sql() {
        return sql;
    }
}
