package io.connwarden.client.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/**
 * The metadata of a leased connection. Its result sets and its unwrapped object lead to the driver's own connection.
 * From then on, statements can no longer be counted.
 */
final class LeasedDatabaseMetaData extends DelegatingDatabaseMetaData {
    private final DatabaseMetaData target;
    private final LeasedConnection connection;

    LeasedDatabaseMetaData(DatabaseMetaData target, LeasedConnection connection) {
        super(target);
        this.target = target;
        this.connection = connection;
    }

    @Override
    void beforeResultSet() {
        connection.markUnwrapped(false);
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        connection.markUnwrapped(true);
        return target.unwrap(type);
    }
}
