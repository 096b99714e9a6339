package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.CandidateKind;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.value.Formats;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The guard G6: every application keeps its most recently used idle sessions, so that its connection pool stays warm.
 * Sessions protected by G5 do not count, because these sessions might not belong to the pool.
 *
 * @param survivors the sessions to keep
 * @param survivorsPerApplication number of idle sessions that each application keeps
 */
public record G6Survivors(Set<Session> survivors, int survivorsPerApplication) implements SessionGuard {
    /** The reverse of the victim order, so that the last victims survive. */
    private static final Comparator<Session> BY_LAST_USE = Comparator.comparing(
                    (Session each) -> each.activity().stateChange(), Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Session::backendStart, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Session::pid, Comparator.reverseOrder());

    public G6Survivors {
        survivors = Set.copyOf(survivors);
    }

    static G6Survivors of(GuardedStep step) {
        return of(step.sessions(), G5Protection.of(step), step.policy());
    }

    static G6Survivors of(Collection<Session> sessions, G5Protection protection, Policy policy) {
        int survivorsPerApplication = policy.survivorsPerApplication();
        Set<Session> survivors = sessions.stream()
                .filter(session -> session.state() == SessionState.IDLE)
                .filter(session -> protection.protectionReason(session).isEmpty())
                .collect(Collectors.groupingBy(G6Survivors::applicationOf))
                .values()
                .stream()
                .flatMap(application -> mostRecentlyUsed(application, survivorsPerApplication).stream())
                .collect(Collectors.toSet());
        return new G6Survivors(survivors, survivorsPerApplication);
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        return candidate.kind() == CandidateKind.IDLE && survivors.contains(candidate.session())
                ? Optional.of(new SparedSession(
                        candidate.session(),
                        RuleId.G6,
                        SessionOutcome.SPARED,
                        candidate.reason() + "; spared: "
                                + describe(candidate.session().client().application()) + " keeps its "
                                + Formats.count(survivorsPerApplication, "idle session") + " (G6)"))
                : Optional.empty();
    }

    private static List<Session> mostRecentlyUsed(List<Session> sessions, int count) {
        return sessions.stream().sorted(BY_LAST_USE).limit(count).toList();
    }

    /** Returns the name of the application. Sessions without a name form one application together. */
    private static String applicationOf(Session session) {
        return session.client().application() == null ? "" : session.client().application();
    }

    private static String describe(@Nullable String application) {
        return application == null ? "the application without a name" : "application '" + application + "'";
    }
}
