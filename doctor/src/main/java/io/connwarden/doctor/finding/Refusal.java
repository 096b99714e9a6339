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
        /** The role's own limit is used up. */
        ROLE_LIMIT,
        /** The database's limit is used up. */
        DATABASE_LIMIT,
        /** One of the three, it is not known which. */
        TOO_MANY,
        /** Unknown role, wrong password, or no right to connect. */
        AUTHENTICATION,
        UNREACHABLE,
        TIMEOUT,
        STARTING,
        OTHER;

        /** Whether another role may get in where this one did not, for there were only too many connections. */
        public boolean tooMany() {
            return this == FULL || this == ROLE_LIMIT || this == DATABASE_LIMIT || this == TOO_MANY;
        }
    }
}
