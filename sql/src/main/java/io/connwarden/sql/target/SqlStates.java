package io.connwarden.sql.target;

import java.sql.SQLException;

/** The SQLSTATE codes and classes that Connwarden distinguishes. */
public final class SqlStates {
    public static final String TOO_MANY_CONNECTIONS = "53300";
    static final String INSUFFICIENT_PRIVILEGE = "42501";
    static final String QUERY_CANCELED = "57014";
    static final String STATEMENT_COMPLETION_UNKNOWN = "40003";
    static final String TRANSACTION_TIMEOUT = "25P04";
    static final String IDLE_SESSION_TIMEOUT = "57P05";
    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String ADMIN_SHUTDOWN = "57P01";
    static final String CRASH_SHUTDOWN = "57P02";
    static final String CANNOT_CONNECT_NOW = "57P03";
    static final String UNABLE_TO_CONNECT = "08001";
    static final String CONNECTION_DOES_NOT_EXIST = "08003";
    static final String PROTOCOL_VIOLATION = "08P01";
    static final String CONNECTION_REJECTED = "08004";
    static final String INVALID_AUTHORIZATION = "28000";
    static final String INVALID_CATALOG_NAME = "3D000";
    static final String INVALID_PASSWORD = "28P01";
    static final String CONNECTION_EXCEPTION_CLASS = "08";
    static final String INVALID_AUTHORIZATION_CLASS = "28";

    private SqlStates() {}

    /** Returns true if the connection cannot be used after this failure: it is broken, or the server has ended it. */
    static boolean isConnectionLost(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && (state.startsWith(CONNECTION_EXCEPTION_CLASS)
                        || state.equals(ADMIN_SHUTDOWN)
                        || state.equals(CRASH_SHUTDOWN)
                        || state.equals(TRANSACTION_TIMEOUT)
                        || state.equals(IDLE_SESSION_TIMEOUT)
                        || state.equals(CANNOT_CONNECT_NOW));
    }
}
