package io.connwarden.sql.target;

import java.sql.SQLException;

/** A watched server could not be asked. The message is {@link ConnectFailure#message()}: safe to print. */
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

    public ConnectFailure failure() {
        return failure;
    }
}
