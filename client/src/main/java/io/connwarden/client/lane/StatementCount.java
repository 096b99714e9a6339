package io.connwarden.client.lane;

import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the statements that a query hands to the server, or rather the commits they may make: a batch, a procedure or
 * several statements in one text may have committed some of their work before they fail, and count as more than one.
 * Thread-safe.
 */
final class StatementCount {
    private static final int SEVERAL = 2;

    private final AtomicInteger begun = new AtomicInteger();

    int begun() {
        return begun.get();
    }

    /** A method of the connection is called. */
    void onConnection(Method method, @Nullable Object @Nullable [] arguments) {
        // What is done through the driver's own connection, or through rows that can be updated, is out of sight.
        if (method.getName().equals("unwrap") || makesUpdatableRows(arguments)) {
            begun.addAndGet(SEVERAL);
        }
    }

    /**
     * A method of a statement is called.
     *
     * @param prepared the text it was prepared with; null when it brings its text with the call
     */
    void onStatement(Method method, @Nullable Object @Nullable [] arguments, @Nullable String prepared) {
        String name = method.getName();
        if (name.endsWith("Batch") || name.equals("unwrap")) {
            begun.addAndGet(SEVERAL);
        } else if (name.startsWith("execute")) {
            String text = textOf(arguments);
            begun.addAndGet(commitsOf(text == null ? prepared : text));
        }
    }

    private static int commitsOf(@Nullable String text) {
        return text != null && SqlText.commitsOnceAtMost(text) ? 1 : SEVERAL;
    }

    /** The SQL among the arguments, which is always the first. */
    static @Nullable String textOf(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : null;
    }

    private static boolean makesUpdatableRows(@Nullable Object @Nullable [] arguments) {
        if (arguments == null) {
            return false;
        }
        for (Object argument : arguments) {
            if (argument instanceof Integer value && value == ResultSet.CONCUR_UPDATABLE) {
                return true;
            }
        }
        return false;
    }
}
