package io.connwarden.client.lent;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A prepared statement as a query sees it: what it runs is counted by the text it was prepared with. */
final class LentPreparedStatement extends DelegatingPreparedStatement {
    private final String sql;
    private final PreparedStatement target;

    LentPreparedStatement(
            String sql, PreparedStatement target, LentConnection connection, @Nullable StatementCount count) {
        super(target, connection, count);
        this.sql = sql;
        this.target = target;
    }

    @Override
    public boolean execute() throws SQLException {
        return run(sql, target::execute);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return run(sql, target::executeQuery);
    }

    @Override
    public int executeUpdate() throws SQLException {
        return run(sql, target::executeUpdate);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return run(sql, target::executeLargeUpdate);
    }
}
