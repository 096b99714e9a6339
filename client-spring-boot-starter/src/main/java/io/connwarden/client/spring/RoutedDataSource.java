package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.QueryOptions;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The data source of the application, with the connections of the router. */
final class RoutedDataSource implements DataSource {
    private static final String NAME = "dataSource";

    private final QueryRouter router;
    private final DataSource connections;
    private final DataSource replaced;

    RoutedDataSource(QueryRouter router, DataSource replaced) {
        this.router = router;
        this.connections = router.dataSource(QueryOptions.general(NAME));
        this.replaced = replaced;
    }

    QueryRouter router() {
        return router;
    }

    /** Returns the data source that was replaced. It is closed, and only its settings are of use. */
    DataSource replaced() {
        return replaced;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connections.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return connections.getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return connections.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        connections.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        connections.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return connections.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return connections.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : connections.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || connections.isWrapperFor(type);
    }

    @Override
    public String toString() {
        return connections.toString();
    }
}
