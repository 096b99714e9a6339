package io.connwarden.sql.target;

import io.connwarden.sql.SqlFile;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.SqlStatements.Parameters;
import io.connwarden.sql.SqlStatements.RowReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The statements for a target. The file of each is named after its constant. */
public enum TargetStatement {
    BACKENDS,
    CANCEL_SESSIONS,
    CLOCK,
    DISABLE_IDLE_TIMEOUT,
    DISABLE_TRANSACTION_TIMEOUT,
    EXISTING_SESSIONS,
    MISSING_EXECUTE,
    MISSING_SELECT,
    OBSERVE,
    OTHER_BACKENDS,
    OWN_SESSION,
    PIN_SEARCH_PATH,
    PREPARED_TRANSACTIONS,
    RUNNING_QUERIES,
    SESSIONS,
    SESSION_STATES,
    TERMINATE_SESSIONS,
    VISIBILITY;

    private final String sql = SqlFile.load(this);

    /** Returns the text with JDBC parameters. */
    public String sql() {
        return sql;
    }

    /**
     * Executes the statement as a query. The failure for a missing privilege on the catalog contains its GRANT.
     *
     * @param connection in autocommit mode
     */
    <T> List<T> query(Connection connection, Parameters parameters, RowReader<T> reader) throws SQLException {
        try {
            return SqlStatements.query(connection, sql, parameters, reader);
        } catch (SQLException e) {
            throw MissingPrivileges.explain(e, connection, this);
        }
    }
}
