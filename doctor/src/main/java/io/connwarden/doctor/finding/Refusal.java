package io.connwarden.doctor.finding;

/**
 * Why a server did not let us in or did not answer.
 *
 * @param message one sentence for people, never with a password
 */
public record Refusal(Kind kind, String message) {

    /** Kinds that call for different remedies. */
    public enum Kind {
        /** No slot left for this role. */
        FULL,
        /** Unknown role, wrong password, or no right to connect. */
        AUTHENTICATION,
        UNREACHABLE,
        TIMEOUT,
        STARTING,
        OTHER
    }
}
