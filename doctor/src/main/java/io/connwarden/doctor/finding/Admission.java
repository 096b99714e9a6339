package io.connwarden.doctor.finding;

import org.jspecify.annotations.Nullable;

/** How we came in, or did not. */
public sealed interface Admission {

    /** As the ordinary role. */
    record Ordinary() implements Admission {}

    /** The server was full for the ordinary role and let the configured reserve role in. */
    record ByReserveRole(String reserveRole, Refusal ordinary) implements Admission {}

    /**
     * Not at all.
     *
     * @param reserve what the reserve role was told; null when none is configured or it was not its turn
     */
    record ShutOut(Refusal ordinary, @Nullable Refusal reserve) implements Admission {}
}
