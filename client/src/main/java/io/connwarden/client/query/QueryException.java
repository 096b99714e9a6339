package io.connwarden.client.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed, with the name of the query, the number of attempts and the effect on the database.
 *
 * <p>Exceptions of the query's own code, other than {@link java.sql.SQLException}, are rethrown without this wrapper.
 */
public abstract sealed class QueryException extends RuntimeException
        permits QueryFailedException, QueryTimeoutException, QueryRejectedException, QueryInterruptedException {
    private static final long serialVersionUID = 1L;

    /** A limit, because a chain of causes may contain a cycle. */
    private static final int MAX_CAUSE_DEPTH = 20;

    private final String queryName;
    private final FailureEffect effect;
    private final int attempts;

    QueryException(String message, Details details, @Nullable Throwable cause) {
        super(message, cause);
        this.queryName = details.queryName();
        this.effect = details.effect();
        this.attempts = details.attempts();
    }

    /**
     * Finds the router's exception behind an exception that a call threw. A library inside the call throws its own
     * exception; the router attaches one with effect and attempts to it.
     *
     * @param thrown an exception of a call, possibly wrapped further
     * @return the router's exception; empty if the call failed for a reason of the application's own code
     */
    public static Optional<QueryException> attachedTo(Throwable thrown) {
        Throwable link = thrown;
        for (int depth = 0; link != null && depth < MAX_CAUSE_DEPTH; depth++) {
            if (link instanceof QueryException found) {
                return Optional.of(found);
            }
            for (Throwable attached : link.getSuppressed()) {
                if (attached instanceof QueryException found) {
                    return Optional.of(found);
                }
            }
            link = link.getCause();
        }
        return Optional.empty();
    }

    /**
     * Returns the name of the query.
     *
     * @return the name in the options of the query
     */
    public String queryName() {
        return queryName;
    }

    /**
     * Returns the effect of the query on the database. After {@link FailureEffect#NONE} the query can be repeated
     * safely.
     *
     * @return NONE or POSSIBLE
     */
    public FailureEffect effect() {
        return effect;
    }

    /**
     * Returns the number of attempts that obtained a connection.
     *
     * @return 0 or more
     */
    public int attempts() {
        return attempts;
    }

    /**
     * The details of a failed call.
     *
     * @param queryName name in the options of the query
     * @param attempts number of attempts that obtained a connection
     * @param effect effect on the database
     */
    public record Details(String queryName, int attempts, FailureEffect effect) {}
}
