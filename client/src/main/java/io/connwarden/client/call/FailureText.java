package io.connwarden.client.call;

import java.sql.SQLException;

/** The text of a failure in messages and logs: what the server or the driver said, without the words of the pool. */
public final class FailureText {
    /** A limit, because a chain of causes may contain a cycle. */
    private static final int MAX_CAUSE_DEPTH = 20;

    private FailureText() {}

    /** Returns the message and the SQLSTATE of the innermost exception of the database. */
    public static String of(SQLException failure) {
        SQLException innermost = failure;
        Throwable link = failure;
        for (int depth = 0; link != null && depth < MAX_CAUSE_DEPTH; depth++) {
            if (link instanceof SQLException database && database.getSQLState() != null) {
                innermost = database;
            }
            link = link.getCause();
        }
        String state = innermost.getSQLState();
        return withoutFullStop(String.valueOf(innermost.getMessage()))
                + networkCause(innermost)
                + (state == null ? "" : " (SQLSTATE " + state + ")");
    }

    /** The driver keeps the reason of a failed connection attempt, such as an unknown host, in the cause. */
    private static String networkCause(SQLException failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause instanceof SQLException ? "" : ": " + cause;
    }

    private static String withoutFullStop(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }
}
