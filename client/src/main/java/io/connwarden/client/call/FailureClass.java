package io.connwarden.client.call;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The class of an SQLSTATE. Source: PostgreSQL documentation, appendix "PostgreSQL Error Codes". */
public enum FailureClass {
    /** 40001 serialization_failure, 40P01 deadlock_detected: the transaction was rolled back. */
    ROLLED_BACK,
    /**
     * Class 08, 57P01 to 57P03, 57P05, 25P03, 25P04, 40003: the connection was lost and the result of its statement is
     * unknown.
     */
    CONNECTION_LOST,
    /** 25006 read_only_sql_transaction: the server does not accept changes, for example because it is a standby now. */
    READ_ONLY,
    /** 53300 too_many_connections: no session was created. */
    TOO_MANY_CONNECTIONS,
    /** 57014 query_canceled: the statement was cancelled on request and rolled back. */
    CANCELLED,
    /** Class 28 and 3D000: the role cannot log in to this database. A retry would fail too. */
    ACCESS_DENIED,
    /** Any other SQLSTATE. A retry would fail too. */
    OTHER;

    /** Returns the class of a failure. If the pool has wrapped the server's exception, the cause decides. */
    public static FailureClass of(SQLException failure) {
        FailureClass failureClass = of(failure.getSQLState());
        Throwable cause = failure.getCause();
        return failureClass == OTHER && cause instanceof SQLException serverException
                ? of(serverException.getSQLState())
                : failureClass;
    }

    private static FailureClass of(@Nullable String code) {
        if (code == null) {
            return OTHER;
        }
        return switch (code) {
            case "40001", "40P01" -> ROLLED_BACK;
            case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04", "40003" -> CONNECTION_LOST;
            case "25006" -> READ_ONLY;
            case "53300" -> TOO_MANY_CONNECTIONS;
            case "57014" -> CANCELLED;
            case "3D000" -> ACCESS_DENIED;
            default -> byClass(code);
        };
    }

    private static FailureClass byClass(String code) {
        if (code.startsWith("08")) {
            return CONNECTION_LOST;
        }
        return code.startsWith("28") ? ACCESS_DENIED : OTHER;
    }
}
