package io.connwarden.actuator.decision.situation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The lock queues of one sample. A session waits for the sessions in {@code blockedBy}: the holders of the lock, and
 * the sessions ahead in its queue with conflicting requests. Immutable after its creation.
 */
public final class LockQueues {
    /** The pid of the blocker if a prepared transaction holds the lock. It has no session. */
    public static final int PREPARED_TRANSACTION = 0;

    private final Map<Integer, Session> sessions = new HashMap<>();
    private final Map<Integer, Set<Integer>> waitersByBlocker = new HashMap<>();

    public LockQueues(Collection<Session> sample) {
        for (Session session : sample) {
            sessions.put(session.pid(), session);
            session.work()
                    .blockedBy()
                    .forEach(blocker -> waitersByBlocker
                            .computeIfAbsent(blocker, any -> new TreeSet<>())
                            .add(session.pid()));
        }
    }

    /** Returns the client session with the pid, or empty for a prepared transaction and for any other process. */
    public Optional<Session> find(int pid) {
        return Optional.ofNullable(sessions.get(pid));
    }

    /**
     * Returns true if the session requests a table lock, and a session behind it waits for such requests only. The end
     * of the request would not help a session that waits for the holder of the lock too.
     */
    public boolean isQueueHead(Session session) {
        return session.work().waitsForTableLock()
                && waitersByBlocker.getOrDefault(session.pid(), Set.of()).stream()
                        .flatMap(pid -> find(pid).stream())
                        .anyMatch(this::waitsForRequestsOnly);
    }

    private boolean waitsForRequestsOnly(Session session) {
        return session.work().blockedBy().stream()
                .allMatch(pid -> find(pid)
                        .filter(blocker -> blocker.work().waitsForTableLock())
                        .isPresent());
    }

    /** Returns the sessions that wait for the session, directly or behind each other. */
    public Set<Session> behind(Session session) {
        return reachable(session, pid -> waitersByBlocker.getOrDefault(pid, Set.of())).stream()
                .flatMap(pid -> find(pid).stream())
                .collect(Collectors.toSet());
    }

    /** Returns the pids that the session waits for, directly or behind each other, in ascending order. */
    public Set<Integer> ahead(Session session) {
        return reachable(
                session, pid -> find(pid).map(each -> each.work().blockedBy()).orElse(List.of()));
    }

    /** Returns true if the process waits for no lock. A process without a session counts as such. */
    public boolean waitsForNoLock(int pid) {
        return find(pid).filter(session -> session.work().waitsForLock()).isEmpty();
    }

    private static Set<Integer> reachable(Session session, IntFunction<Collection<Integer>> next) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> pending = new ArrayDeque<>(next.apply(session.pid()));
        while (!pending.isEmpty()) {
            int pid = pending.pop();
            // A deadlock is a cycle until the server resolves it.
            if (pid != session.pid() && seen.add(pid)) {
                pending.addAll(next.apply(pid));
            }
        }
        return new TreeSet<>(seen);
    }
}
