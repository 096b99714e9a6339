package io.connwarden.client.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The statement that a query receives. Each run is counted. The statement returns the leased connection. */
class LeasedStatement extends DelegatingStatement {
    private final Statement target;
    private final LeasedConnection connection;
    private final @Nullable CommitCounter commits;

    LeasedStatement(Statement target, LeasedConnection connection, @Nullable CommitCounter commits) {
        super(target);
        this.target = target;
        this.connection = connection;
        this.commits = commits;
    }

    @Override
    final <T> T track(@Nullable String sql, Execution<T> execution) throws SQLException {
        if (commits == null) {
            return execution.execute();
        }
        commits.add(sql);
        try {
            return execution.execute();
        } catch (SQLException e) {
            commits.recordFailure(e);
            throw e;
        }
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        connection.markUntracked();
        return target.unwrap(type);
    }
}
