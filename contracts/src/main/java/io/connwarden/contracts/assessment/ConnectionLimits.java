package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.value.Formats.shortPercent;

import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.value.Formats;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The assessment of the connection limits of roles and databases. They have the thresholds of slot utilization. */
public final class ConnectionLimits {

    private ConnectionLimits() {}

    /** Returns the limits with a utilization above the threshold, the fullest first. */
    public static List<ConnectionLimit> above(double threshold, List<ConnectionLimit> limits) {
        return limits.stream()
                .filter(limit -> limit.utilizationPercentage() > threshold)
                .sorted(Comparator.comparingDouble(ConnectionLimit::utilizationPercentage)
                        .reversed())
                .toList();
    }

    /** Returns a clause such as {@code role 'shop' has 20 of 20 sessions of its CONNECTION LIMIT (100 %)}. */
    public static String describe(ConnectionLimit limit) {
        return named(limit) + " has " + limit.sessions() + " of "
                + Formats.count(limit.limit(), "session") + " of its CONNECTION LIMIT ("
                + shortPercent(limit.utilizationPercentage()) + ")";
    }

    /** Returns the clauses of several limits. */
    public static String describe(List<ConnectionLimit> limits) {
        return limits.stream().map(ConnectionLimits::describe).collect(Collectors.joining(", "));
    }

    /** Returns advice to the operator of the role or database. */
    static String remedy(ConnectionLimit limit) {
        return "Reduce the pools of the applications of " + named(limit) + ", or raise its limit: ALTER "
                + limit.scope() + " " + SqlQuoting.identifier(limit.name()) + " CONNECTION LIMIT <number>; now "
                + limit.sessions() + " of " + limit.limit() + ", above the limit PostgreSQL refuses connections";
    }

    /** Returns kind and name of the object that has the limit, such as {@code role 'shop'}. */
    public static String named(ConnectionLimit limit) {
        return limit.scope().name().toLowerCase(Locale.ROOT) + " '" + Formats.name(limit.name()) + "'";
    }
}
