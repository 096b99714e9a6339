package io.connwarden.client.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A prepared statement as a query sees it: what it runs is counted by the text it was prepared with. */
final class LeasedPreparedStatement extends DelegatingPreparedStatement {
    private final String sql;
    private final PreparedStatement target;

    LeasedPreparedStatement(
            String sql, PreparedStatement target, LeasedConnection connection, @Nullable CommitCounter commits) {
        super(target, connection, commits);
        this.sql = sql;
        this.target = target;
    }

    @Override
    public boolean execute() throws SQLException {
        return track(sql, target::execute);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return track(sql, target::executeQuery);
    }

    @Override
    public int executeUpdate() throws SQLException {
        return track(sql, target::executeUpdate);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return track(sql, target::executeLargeUpdate);
    }
}
