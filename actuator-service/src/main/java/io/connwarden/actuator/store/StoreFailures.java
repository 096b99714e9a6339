package io.connwarden.actuator.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What a failure of the log store means for what was to be stored. */
public final class StoreFailures {
    private StoreFailures() {}

    /** Whether the exception came from the store at all. */
    public static boolean isStoreFailure(Throwable failure) {
        return failure instanceof DataAccessException || failure instanceof TransactionException;
    }

    /**
     * Whether this very value can never be stored: malformed data (class 22), a broken constraint (23), a limit of the
     * program (54). Anything else, missing rights and missing tables included, is about the store and not about the
     * value: it passes one day, and until then nothing may be dropped for it.
     */
    public static boolean isPermanent(Throwable failure) {
        String state = sqlState(failure);
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    /** The first line of the innermost reason, for a log or a dead letter. */
    public static String rootMessage(Throwable failure) {
        Throwable rootCause = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            rootCause = cause;
        }
        String message = rootCause.getMessage();
        return message == null
                ? rootCause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
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
