package io.connwarden.sql.target;

import java.sql.SQLException;

/** The failure of a connection that a pooler answers: its session is not reserved for Connwarden. */
final class PoolerException extends SQLException {
    private static final long serialVersionUID = 1;

    PoolerException(String sign) {
        super(sign, SqlStates.PROTOCOL_VIOLATION);
    }

    /** Returns true if a pooler is in between, or rejected the settings of the startup packet. */
    static boolean isCause(Throwable failure) {
        return failure instanceof PoolerException || isRejectedSetting(failure);
    }

    /** Returns true if a pooler such as PgBouncer rejected a setting of the startup packet. */
    static boolean isRejectedSetting(Throwable failure) {
        return failure instanceof SQLException error
                && SqlStates.PROTOCOL_VIOLATION.equals(error.getSQLState())
                && String.valueOf(error.getMessage()).contains("startup parameter");
    }
}
