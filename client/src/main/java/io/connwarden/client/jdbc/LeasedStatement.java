package io.connwarden.client.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The statement that a query receives. Each run is tracked. The statement returns the leased connection. */
class LeasedStatement extends DelegatingStatement {
    private final Statement target;
    private final LeasedConnection connection;

    LeasedStatement(Statement target, LeasedConnection connection) {
        super(target);
        this.target = target;
        this.connection = connection;
    }

    @Override
    final <T> T track(@Nullable String sql, Execution<T> execution) throws SQLException {
        if (sql != null && preparedSql() == null) {
            connection.requireAllowed(sql);
        }
        return connection.track(sql, execution);
    }

    /** Returns the text that the statement was prepared with, or null if each run has a text of its own. */
    @Nullable String preparedSql() {
        return null;
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        connection.requireAllowed(sql);
        super.addBatch(sql);
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        connection.markUnwrapped(Statement.class.isAssignableFrom(type));
        return target.unwrap(type);
    }
}
