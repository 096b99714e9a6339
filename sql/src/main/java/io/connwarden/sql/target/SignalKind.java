package io.connwarden.sql.target;

/** What a session is sent. */
public enum SignalKind {
    /** Ends the session. */
    TERMINATE(TargetStatement.TERMINATE_SESSION),
    /** Cancels the query that runs. On a session that runs none the server answers true and does nothing. */
    CANCEL(TargetStatement.CANCEL_SESSION);

    private final TargetStatement statement;

    SignalKind(TargetStatement statement) {
        this.statement = statement;
    }

    TargetStatement statement() {
        return statement;
    }
}
