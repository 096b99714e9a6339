package io.connwarden.doctor.reading;

import io.connwarden.sql.target.ConnectFailure;
import org.jspecify.annotations.Nullable;

/** The result of opening the first session. */
public sealed interface ConnectionReading {

    /** The ordinary role has a session. */
    record OrdinaryRole() implements ConnectionReading {}

    /** The ordinary role had too many connections, and the reserve role has a session. */
    record ReserveRole(String reserveRole, ConnectFailure ordinary) implements ConnectionReading {}

    /**
     * A reading without a session of any role.
     *
     * @param reserve the failure of the reserve role; null if none is configured or it was not tried
     */
    record Failed(ConnectFailure ordinary, @Nullable ConnectFailure reserve) implements ConnectionReading {}
}
