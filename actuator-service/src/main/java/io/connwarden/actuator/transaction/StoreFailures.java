package io.connwarden.actuator.transaction;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The classification of failures of the log store. */
public final class StoreFailures {
    private StoreFailures() {}

    /** Returns true if the exception comes from the log store. */
    public static boolean isStoreFailure(Throwable failure) {
        return failure instanceof DataAccessException || failure instanceof TransactionException;
    }

    /**
     * Returns true if this value can never be stored: malformed data (class 22), a violated constraint (23) or a
     * program limit (54). All other failures, including missing privileges and tables, concern the store and not the
     * value. They are transient, and no record may be dropped for them.
     */
    public static boolean isPermanent(Throwable failure) {
        String state = sqlState(failure);
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    /** Returns true if the log store failed and a later attempt may succeed. */
    public static boolean isTransient(Throwable failure) {
        return isStoreFailure(failure) && !isPermanent(failure);
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
