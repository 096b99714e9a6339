package io.connwarden.client.jdbc;

import java.sql.SQLException;
import java.util.Set;

/**
 * The check of the statements of a query that is declared as a read. A read is repeated after a lost connection, even
 * if it may have run. A statement that changes data by its first word is therefore rejected. A function that is called
 * by a SELECT is not examined.
 */
@FunctionalInterface
public interface ReadCheck {
    /** Allows every statement. */
    ReadCheck NONE = sql -> {};

    /** The first words of the statements that change data. */
    Set<String> CHANGES = Set.of("insert", "update", "delete", "merge", "call");

    /**
     * Checks a statement.
     *
     * @throws SQLException if the statement changes data
     */
    void requireAllowed(String sql) throws SQLException;

    /** Returns the check of a query that must not change data. */
    static ReadCheck of(String queryName) {
        return sql -> {
            String first = SqlText.firstWord(sql);
            if (CHANGES.contains(first)) {
                throw new SQLException("Query '" + queryName + "' has the type READ and must not run '" + first
                        + "': a read is repeated after a lost connection. Use the type WRITE or TRANSACTION, or mark the"
                        + " options with asIdempotent()");
            }
        };
    }
}
