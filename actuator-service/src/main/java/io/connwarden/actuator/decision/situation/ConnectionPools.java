package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.value.Formats;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The connection pools of a sample. A pool is an application name. Where the names of one user and database are nearly
 * unique, they form one pool together. Otherwise a port or a process id in the name would make each session a pool.
 *
 * <p>A name is small if it has few sessions, for G6 those that G6 would keep. Small names are nearly unique if more
 * than {@value #MAX_ALIKE_NAMES} of them differ only in numbers, or if more than {@value #MAX_SMALL_NAMES} others are
 * left. A number is a word with a digit, or a word of at least four hexadecimal digits.
 */
public final class ConnectionPools {
    static final int MAX_ALIKE_NAMES = 10;
    static final int MAX_SMALL_NAMES = 20;

    private static final String OWNER = "user '";
    private static final Pattern NUMBER =
            Pattern.compile("[A-Za-z0-9]*[0-9][A-Za-z0-9]*|(?<![A-Za-z0-9])[A-Fa-f]{4,}(?![A-Za-z0-9])");

    private final Set<Name> small;
    private final Set<Name> nearlyUnique;

    private ConnectionPools(Set<Name> small, Set<Name> nearlyUnique) {
        this.small = small;
        this.nearlyUnique = nearlyUnique;
    }

    /**
     * The connection pool of a session.
     *
     * @param name the application name, or user and database of nearly unique names; equal in all samples
     */
    public record Pool(String name, String description) {}

    private record Owner(@Nullable String user, @Nullable String database) {
        /** Returns the name of the pool. The view intent_session_applications forms the same name. */
        String poolName() {
            return OWNER + Objects.requireNonNullElse(user, "") + "' in database '"
                    + Objects.requireNonNullElse(database, "") + "'";
        }
    }

    private record Name(Owner owner, String application) {
        static Name of(Session session) {
            Session.Client client = session.client();
            return new Name(
                    new Owner(client.user(), client.database()), Objects.requireNonNullElse(client.application(), ""));
        }

        /** Returns the part of the name that does not depend on an address, a process id or a similar number. */
        Name withoutNumbers() {
            return new Name(owner, NUMBER.matcher(application).replaceAll("#"));
        }
    }

    /**
     * Finds the pools.
     *
     * @param sessions the sessions in any state
     * @param smallSize the maximum number of sessions of a small name
     */
    public static ConnectionPools of(Collection<Session> sessions, int smallSize) {
        Set<Name> small = counted(sessions, Name::of).entrySet().stream()
                .filter(name -> name.getValue() <= smallSize)
                .map(Entry::getKey)
                .collect(Collectors.toSet());
        Map<Name, Long> alike = counted(small, Name::withoutNumbers);
        Set<Name> nearlyUnique = small.stream()
                .filter(name -> alike.getOrDefault(name.withoutNumbers(), 0L) > MAX_ALIKE_NAMES)
                .collect(Collectors.toCollection(HashSet::new));
        Set<Name> different = new HashSet<>(small);
        different.removeAll(nearlyUnique);
        Map<Owner, Long> differentOfOwner = counted(different, Name::owner);
        different.stream()
                .filter(name -> differentOfOwner.getOrDefault(name.owner(), 0L) > MAX_SMALL_NAMES)
                .forEach(nearlyUnique::add);
        return new ConnectionPools(small, nearlyUnique);
    }

    public Pool poolOf(Session session) {
        Name name = Name.of(session);
        if (nearlyUnique.contains(name)) {
            Owner owner = name.owner();
            return new Pool(
                    owner.poolName(),
                    owner.poolName() + " with " + Formats.count(namesOf(owner), "nearly unique application name"));
        }
        String application = name.application();
        return new Pool(
                application,
                application.isEmpty() ? "the application without a name" : "application '" + application + "'");
    }

    /**
     * Returns the number of sessions of each pool, by name. Small names of one user and database are also counted
     * together, because after a termination too few may be left to be nearly unique.
     */
    public Map<String, Integer> countByName(Collection<Session> sessions) {
        Map<String, Integer> counts =
                sessions.stream().collect(Collectors.toMap(each -> poolOf(each).name(), each -> 1, Integer::sum));
        sessions.stream()
                .map(Name::of)
                .filter(small::contains)
                .collect(Collectors.toMap(name -> name.owner().poolName(), name -> 1, Integer::sum))
                .forEach(counts::putIfAbsent);
        return counts;
    }

    /** Returns a pool in words by its name. */
    public static String describe(String poolName) {
        return poolName.startsWith(OWNER)
                ? poolName + " (nearly unique application names)"
                : "application '" + poolName + "'";
    }

    private int namesOf(Owner owner) {
        return (int)
                nearlyUnique.stream().filter(name -> name.owner().equals(owner)).count();
    }

    private static <T, K> Map<K, Long> counted(Collection<T> elements, Function<T, K> key) {
        return elements.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    }
}
