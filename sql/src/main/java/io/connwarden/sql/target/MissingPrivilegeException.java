package io.connwarden.sql.target;

import io.connwarden.sql.remedy.RemedyStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The failure of a statement for a missing privilege on the catalog. The message contains each missing GRANT. */
final class MissingPrivilegeException extends SQLException {
    private static final long serialVersionUID = 1;

    /** @param privileges each as the middle of a GRANT */
    MissingPrivilegeException(SQLException failure, Connection connection, List<String> privileges)
            throws SQLException {
        super(firstLine(failure) + grants(connection, privileges), SqlStates.INSUFFICIENT_PRIVILEGE);
    }

    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static String grants(Connection connection, List<String> privileges) throws SQLException {
        if (privileges.isEmpty()) {
            return "";
        }
        String role = RemedyStatement.quoteIdentifier(connection.getMetaData().getUserName());
        return "; as a superuser in database " + connection.getCatalog() + ": "
                + privileges.stream()
                        .map(privilege -> RemedyStatement.GRANT.format(Map.of("privilege", privilege, "role", role)))
                        .collect(Collectors.joining(" "));
    }
}
