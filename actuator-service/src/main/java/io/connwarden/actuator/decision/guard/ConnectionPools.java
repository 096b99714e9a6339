package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.situation.Session;
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
 * The connection pools for G6. A pool is an application name. Where the names of one user and database are nearly
 * unique, they form one pool together. Otherwise a port or a process id in the name would make each session a pool.
 *
 * <p>A name is small if G6 would keep all its sessions. Small names are nearly unique if more than
 * {@value #MAX_ALIKE_NAMES} of them differ only in numbers, or if more than {@value #MAX_SMALL_NAMES} others are left.
 * A number is a word with a digit, or a word of at least four hexadecimal digits.
 */
final class ConnectionPools {
    static final int MAX_ALIKE_NAMES = 10;
    static final int MAX_SMALL_NAMES = 20;

    private static final Pattern NUMBER =
            Pattern.compile("[A-Za-z0-9]*[0-9][A-Za-z0-9]*|(?<![A-Za-z0-9])[A-Fa-f]{4,}(?![A-Za-z0-9])");

    private final Set<Name> nearlyUnique;

    private ConnectionPools(Set<Name> nearlyUnique) {
        this.nearlyUnique = nearlyUnique;
    }

    /** The connection pool of a session. The key is equal for sessions of the same pool. */
    record Pool(Object key, String description) {}

    private record Owner(@Nullable String user, @Nullable String database) {}

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
     * @param sessions the unprotected sessions in any state
     * @param survivors number of idle sessions that each pool keeps
     */
    static ConnectionPools of(Collection<Session> sessions, int survivors) {
        Set<Name> small = counted(sessions, Name::of).entrySet().stream()
                .filter(name -> name.getValue() <= survivors)
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
        return new ConnectionPools(nearlyUnique);
    }

    Pool poolOf(Session session) {
        Name name = Name.of(session);
        if (nearlyUnique.contains(name)) {
            Owner owner = name.owner();
            return new Pool(
                    owner,
                    "user '" + owner.user() + "' in database '" + owner.database() + "' with "
                            + Formats.count(namesOf(owner), "nearly unique application name"));
        }
        String application = name.application();
        return new Pool(
                application,
                application.isEmpty() ? "the application without a name" : "application '" + application + "'");
    }

    private int namesOf(Owner owner) {
        return (int)
                nearlyUnique.stream().filter(name -> name.owner().equals(owner)).count();
    }

    private static <T, K> Map<K, Long> counted(Collection<T> elements, Function<T, K> key) {
        return elements.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    }
}
