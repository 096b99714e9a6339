package io.connwarden.actuator.decision.policy;

import static io.connwarden.actuator.decision.policy.PolicyChecks.naming;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The blocks {@code policy.exclude} and {@code policy.include} as configured. */
public record SessionFilterSettings(
        @Nullable List<String> users,
        @Nullable List<String> applications,
        @Nullable List<String> databases,
        @Nullable List<String> clientAddresses) {

    /** Every pattern given. */
    SessionFilter patterns() {
        return new SessionFilter(
                each("users", users, Glob::new),
                each("applications", applications, Glob::new),
                each("databases", databases, Glob::new),
                each("client-addresses", clientAddresses, AddressRange::new));
    }

    /** As a restriction: an attribute given replaces the base's, and giving it without a pattern is a mistake. */
    SessionFilter restrictionsOver(SessionFilter base) {
        SessionFilter given = patterns();
        return new SessionFilter(
                restriction("users", users, given.users(), base.users()),
                restriction("applications", applications, given.applications(), base.applications()),
                restriction("databases", databases, given.databases(), base.databases()),
                restriction("client-addresses", clientAddresses, given.clientAddresses(), base.clientAddresses()));
    }

    private static <T> List<T> each(String key, @Nullable List<String> texts, Function<String, T> pattern) {
        return texts == null
                ? List.of()
                : naming(key, () -> texts.stream().map(pattern).toList());
    }

    private static <T> List<T> restriction(String key, @Nullable List<String> given, List<T> patterns, List<T> base) {
        if (given != null && given.isEmpty()) {
            throw new IllegalArgumentException(
                    key + " must name at least one pattern; leave it out to restrict nothing, was empty");
        }
        return given == null ? base : patterns;
    }
}
