package io.connwarden.sql.target;

import io.connwarden.sql.SqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The privileges on the catalog that a role lacks for a statement. Every role has them by default, but a hardened
 * server may have revoked them from PUBLIC.
 */
public final class MissingPrivileges {
    private static final Pattern COMMENT = Pattern.compile("--.*");
    private static final Pattern QUALIFIED = Pattern.compile("(?<=pg_catalog\\.)[a-z_0-9]+");
    private static final Pattern WORD = Pattern.compile("[a-z_0-9]+");

    private MissingPrivileges() {}

    /** Returns the names of the objects of the catalog in statements, as a value of an array of text. */
    public static String objectsOf(Collection<TargetStatement> statements) {
        return array(statements.stream()
                .flatMap(statement -> words(QUALIFIED, statement.sql()).stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * Returns the failure of a statement with the missing privileges in its message. A failure of another kind is
     * returned as it is.
     *
     * @param connection the connection after the failure, not in an aborted transaction
     */
    static SQLException explain(SQLException failure, Connection connection, TargetStatement statement)
            throws SQLException {
        return SqlStates.INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())
                ? new MissingPrivilegeException(failure, connection, find(failure, connection, statement))
                : failure;
    }

    /** Returns the missing privileges, each as the middle of a GRANT; empty if the catalog does not tell. */
    static List<String> find(SQLException failure, Connection connection, TargetStatement statement) {
        // A view may execute a function that only the message names.
        Set<String> names = words(WORD, String.valueOf(failure.getMessage()));
        names.addAll(words(QUALIFIED, statement.sql()));
        List<String> privileges = new ArrayList<>();
        for (TargetStatement query : List.of(TargetStatement.MISSING_SELECT, TargetStatement.MISSING_EXECUTE)) {
            privileges.addAll(find(connection, query, array(names)));
        }
        return privileges;
    }

    private static List<String> find(Connection connection, TargetStatement query, String names) {
        try {
            return SqlStatements.query(
                    connection, query.sql(), on -> on.setString(1, names), row -> row.getString("privilege"));
        } catch (SQLException e) {
            // The message of the server then names the object alone.
            return List.of();
        }
    }

    private static Set<String> words(Pattern pattern, String text) {
        return pattern.matcher(COMMENT.matcher(text).replaceAll(""))
                .results()
                .map(word -> word.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String array(Set<String> names) {
        return "{" + String.join(",", names) + "}";
    }
}
