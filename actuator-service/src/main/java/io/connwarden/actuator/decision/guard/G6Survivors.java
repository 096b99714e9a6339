package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.CandidateKind;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.ConnectionPools;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.value.Formats;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The guard G6: every application keeps its most recently used idle sessions, so that its connection pool stays warm.
 * Sessions protected by G5 do not count, because these sessions might not belong to the pool. A soft guard.
 *
 * @param survivors the sessions to keep, each with its pool in words
 * @param survivorsPerApplication number of idle sessions that each application keeps
 */
public record G6Survivors(Map<Session, String> survivors, int survivorsPerApplication) implements SessionGuard {
    /** The reverse of the victim order, so that the last victims survive. */
    private static final Comparator<Session> BY_LAST_USE = Comparator.comparing(
                    (Session each) -> each.activity().stateChange(), Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Session::backendStart, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Session::pid, Comparator.reverseOrder());

    public G6Survivors {
        survivors = Map.copyOf(survivors);
    }

    static G6Survivors of(GuardedStep step) {
        return of(step.sessions(), G5Protection.of(step), step.policy());
    }

    static G6Survivors of(Collection<Session> sessions, G5Protection protection, Policy policy) {
        int survivorsPerApplication = policy.survivorsPerApplication();
        List<Session> unprotected = sessions.stream()
                .filter(session -> protection.protectionReason(session).isEmpty())
                .toList();
        ConnectionPools pools = ConnectionPools.of(unprotected, survivorsPerApplication);
        Map<Session, String> survivors = new HashMap<>();
        unprotected.stream()
                .filter(session -> session.state() == SessionState.IDLE)
                .collect(Collectors.groupingBy(pools::poolOf))
                .forEach((pool, idle) -> mostRecentlyUsed(idle, survivorsPerApplication)
                        .forEach(survivor -> survivors.put(survivor, pool.description())));
        return new G6Survivors(survivors, survivorsPerApplication);
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        String pool = candidate.kind() == CandidateKind.IDLE ? survivors.get(candidate.session()) : null;
        return pool == null
                ? Optional.empty()
                : Optional.of(new SparedSession(
                        candidate.session(),
                        RuleId.G6,
                        SessionOutcome.SPARED,
                        candidate.reason() + "; spared: " + pool + " keeps its "
                                + Formats.count(survivorsPerApplication, "idle session") + " (G6)"));
    }

    /** The connection pool of an application opens a terminated session again. */
    @Override
    public boolean isSoft() {
        return true;
    }

    private static List<Session> mostRecentlyUsed(List<Session> sessions, int count) {
        return sessions.stream().sorted(BY_LAST_USE).limit(count).toList();
    }
}
