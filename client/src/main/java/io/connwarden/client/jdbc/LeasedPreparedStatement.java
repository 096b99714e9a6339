package io.connwarden.client.jdbc;

import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/** A prepared statement as a query sees it. Its runs are counted by the text that it was prepared with. */
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
