package io.connwarden.client.jdbc;

import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/** The prepared statement that a query receives. Each run is counted by the text of the preparation. */
class LeasedPreparedStatement extends DelegatingPreparedStatement {
    private final String sql;

    LeasedPreparedStatement(
            String sql, PreparedStatement target, LeasedConnection connection, @Nullable CommitCounter commits) {
        super(target, connection, commits);
        this.sql = sql;
    }

    @Override
    final String preparedSql() {
        return sql;
    }
}
