package io.connwarden.actuator.decision.policy;

import io.connwarden.actuator.decision.situation.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Patterns for sessions by user, application, database and client address. An empty list says nothing of its attribute.
 * A name that a session never set counts as the empty name, which the pattern {@code *} matches.
 */
public record SessionFilter(
        List<Glob> users, List<Glob> applications, List<Glob> databases, List<AddressRange> clientAddresses) {
    public SessionFilter {
        users = List.copyOf(users);
        applications = List.copyOf(applications);
        databases = List.copyOf(databases);
        clientAddresses = List.copyOf(clientAddresses);
    }

    public static SessionFilter empty() {
        return new SessionFilter(List.of(), List.of(), List.of(), List.of());
    }

    /** All patterns of both. */
    public SessionFilter union(SessionFilter more) {
        return new SessionFilter(
                joined(users, more.users),
                joined(applications, more.applications),
                joined(databases, more.databases),
                joined(clientAddresses, more.clientAddresses));
    }

    /**
     * Which pattern matches the session; empty when none does. In doubt one does: upper and lower case are the same, and
     * an address that cannot be read lies in every range.
     */
    public Optional<String> firstMatch(Session session) {
        return nameMatch("user", users, session.user())
                .or(() -> nameMatch("application", applications, session.application()))
                .or(() -> nameMatch("database", databases, session.database()))
                .or(() -> addressMatch(session.clientAddress()));
    }

    /**
     * Which attribute lies outside this filter; empty when the session satisfies every list that is not empty. In doubt
     * it lies outside.
     */
    public Optional<String> firstMismatch(Session session) {
        return nameMismatch("user", users, session.user())
                .or(() -> nameMismatch("application", applications, session.application()))
                .or(() -> nameMismatch("database", databases, session.database()))
                .or(() -> addressMismatch(session.clientAddress()));
    }

    private static Optional<String> nameMatch(String attribute, List<Glob> patterns, @Nullable String name) {
        String set = name == null ? "" : name;
        return patterns.stream()
                .filter(pattern -> pattern.matchesIgnoringCase(set))
                .findFirst()
                .map(pattern -> attribute + " '" + set + "' matches '" + pattern.pattern() + "'");
    }

    private Optional<String> addressMatch(@Nullable String address) {
        return clientAddresses.stream()
                .filter(range -> range.contains(address).orElse(true))
                .findFirst()
                .map(range -> describe(address) + " matches '" + range.text() + "'");
    }

    private static Optional<String> nameMismatch(String attribute, List<Glob> patterns, @Nullable String name) {
        String set = name == null ? "" : name;
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(set))
                ? Optional.empty()
                : Optional.of(attribute + " '" + set + "'");
    }

    private Optional<String> addressMismatch(@Nullable String address) {
        return clientAddresses.isEmpty()
                        || clientAddresses.stream()
                                .anyMatch(range -> range.contains(address).orElse(false))
                ? Optional.empty()
                : Optional.of(describe(address));
    }

    private static String describe(@Nullable String address) {
        return "client address " + (address == null ? "'local'" : "'" + address + "'");
    }

    private static <T> List<T> joined(List<T> left, List<T> right) {
        List<T> both = new ArrayList<>(left);
        both.addAll(right);
        return both;
    }
}
