package io.connwarden.actuator.decision.policy;

import io.connwarden.actuator.decision.situation.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The patterns for sessions by user, application, database and client address. An empty list does not restrict its
 * attribute. An unset name is the empty name, which the pattern {@code *} matches.
 */
public record SessionFilter(
        List<Glob> users, List<Glob> applications, List<Glob> databases, List<AddressRange> clientAddresses) {
    public SessionFilter {
        users = copyOf(users);
        applications = copyOf(applications);
        databases = copyOf(databases);
        clientAddresses = copyOf(clientAddresses);
    }

    public static SessionFilter empty() {
        return new SessionFilter(List.of(), List.of(), List.of(), List.of());
    }

    /** Returns true if no attribute is restricted. */
    boolean isEmpty() {
        return equals(empty());
    }

    /**
     * Returns the first pattern that matches the session, or empty. Names are compared ignoring case, and an
     * address that cannot be parsed matches every range.
     */
    public Optional<String> firstMatch(Session session) {
        return nameMatch("user", users, session.client().user())
                .or(() ->
                        nameMatch("application", applications, session.client().application()))
                .or(() -> nameMatch("database", databases, session.client().database()))
                .or(() -> addressMatch(session.client().address()));
    }

    /**
     * Returns the first attribute that matches no pattern of its list, or empty. Names are compared case-sensitively,
     * and an address that cannot be parsed matches no range.
     */
    public Optional<String> firstMismatch(Session session) {
        return firstMismatch(session, Glob::matches);
    }

    /** As {@link #firstMismatch}, with names compared ignoring case. */
    Optional<String> firstMismatchIgnoringCase(Session session) {
        return firstMismatch(session, Glob::matchesIgnoringCase);
    }

    private Optional<String> firstMismatch(Session session, BiPredicate<Glob, String> matches) {
        return nameMismatch("user", users, session.client().user(), matches)
                .or(() -> nameMismatch(
                        "application", applications, session.client().application(), matches))
                .or(() -> nameMismatch("database", databases, session.client().database(), matches))
                .or(() -> addressMismatch(session.client().address()));
    }

    /** Returns the patterns in words: {@code users: app, applications: billing*, report}. */
    public String describe() {
        return Stream.of(
                        list("users", users, Glob::pattern),
                        list("applications", applications, Glob::pattern),
                        list("databases", databases, Glob::pattern),
                        list("client-addresses", clientAddresses, AddressRange::text))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static <T> String list(String attribute, List<T> patterns, Function<T, String> text) {
        return patterns.isEmpty()
                ? ""
                : patterns.stream().map(text).collect(Collectors.joining(", ", attribute + ": ", ""));
    }

    private static Optional<String> nameMatch(String attribute, List<Glob> patterns, @Nullable String name) {
        String actual = name == null ? "" : name;
        return patterns.stream()
                .filter(pattern -> pattern.matchesIgnoringCase(actual))
                .findFirst()
                .map(pattern -> attribute + " '" + actual + "' matches '" + pattern.pattern() + "'");
    }

    private Optional<String> addressMatch(@Nullable String address) {
        return clientAddresses.stream()
                .filter(range -> range.contains(address).orElse(true))
                .findFirst()
                .map(range -> describe(address) + " matches '" + range.text() + "'");
    }

    private static Optional<String> nameMismatch(
            String attribute, List<Glob> patterns, @Nullable String name, BiPredicate<Glob, String> matches) {
        String actual = name == null ? "" : name;
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches.test(pattern, actual))
                ? Optional.empty()
                : Optional.of(attribute + " '" + actual + "'");
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

    /** The reader of a configuration passes null for a list that is missing. */
    private static <T> List<T> copyOf(@Nullable List<T> patterns) {
        return patterns == null ? List.of() : List.copyOf(patterns);
    }
}
