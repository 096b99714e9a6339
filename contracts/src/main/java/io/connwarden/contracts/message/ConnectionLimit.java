package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.util.Objects;

/**
 * The use of the {@code CONNECTION LIMIT} of a role or of a database.
 *
 * @param scope the kind of object that has the limit
 * @param name name of the role or database
 * @param sessions client backends that count against the limit, 0 or more
 * @param limit the limit, 1 or more
 * @param utilizationPercentage sessions / limit * 100, two decimals; above 100 if the limit was lowered
 */
public record ConnectionLimit(Scope scope, String name, int sessions, int limit, double utilizationPercentage) {

    /** The kinds of objects that have a limit. */
    public enum Scope {
        ROLE,
        DATABASE
    }

    /** @throws IllegalArgumentException if a number is out of range */
    public ConnectionLimit {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(name, "name");
        Checks.requireAtLeast("sessions", sessions, 0);
        Checks.requireAtLeast("limit", limit, 1);
        Checks.requireNotNegative("utilizationPercentage", utilizationPercentage);
    }

    /** Returns a limit with its utilization, rounded to two decimals. */
    public static ConnectionLimit of(Scope scope, String name, int sessions, int limit) {
        return new ConnectionLimit(scope, name, sessions, limit, Math.round(10_000.0 * sessions / limit) / 100.0);
    }
}
