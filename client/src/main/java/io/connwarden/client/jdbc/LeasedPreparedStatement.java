package io.connwarden.client.jdbc;

import java.sql.PreparedStatement;

/** The prepared statement that a query receives. Each run is tracked by the text of the preparation. */
class LeasedPreparedStatement extends DelegatingPreparedStatement {
    private final String sql;

    LeasedPreparedStatement(String sql, PreparedStatement target, LeasedConnection connection) {
        super(target, connection);
        this.sql = sql;
    }

    @Override
    final String preparedSql() {
        return sql;
    }
}
