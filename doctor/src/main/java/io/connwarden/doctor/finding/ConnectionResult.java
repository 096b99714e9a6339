package io.connwarden.doctor.finding;

import org.jspecify.annotations.Nullable;

/** How we came in, or did not. */
public sealed interface ConnectionResult {

    /** As the ordinary role. */
    record OrdinaryRole() implements ConnectionResult {}

    /** The server was full for the ordinary role and let the configured reserve role in. */
    record ReserveRole(String reserveRole, Refusal ordinary) implements ConnectionResult {}

    /**
     * Not at all.
     *
     * @param reserve what the reserve role was told; null when none is configured or it was not its turn
     */
    record Failed(Refusal ordinary, @Nullable Refusal reserve) implements ConnectionResult {}
}
