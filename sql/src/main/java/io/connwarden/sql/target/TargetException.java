package io.connwarden.sql.target;

import java.sql.SQLException;

/**
 * The failure of a connection to a target, or of a query on a target. The message is {@link ConnectFailure#message()},
 * without secrets.
 */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ConnectFailure failure;

    public TargetException(SQLException cause) {
        this(ConnectFailure.of(cause), cause);
    }

    private TargetException(ConnectFailure failure, SQLException cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** Returns true if no slot is free for the role, and another process holds the permit for a reserved slot. */
    public boolean isWaitingForReserve() {
        return getCause() instanceof ReserveRefusedException;
    }

    /** Returns the classified failure. */
    public ConnectFailure failure() {
        return failure;
    }
}
