package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.wording.Figures.counted;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Kind;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * G6: every application keeps its freshest idle sessions, so that a warm pool stays warm. Sessions protected by G5 are not
 * counted as kept: they may not be the pool's.
 *
 * @param survivors those kept
 * @param kept how many each application keeps
 */
public record G6Survivors(Set<Session> survivors, int kept) implements SessionGuard {
    /** The last to be taken come first; what is equal here is equal to the order of victims. */
    private static final Comparator<Session> FRESHEST_FIRST = Comparator.comparing(
                    Session::stateChange, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Session::backendStart, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Session::pid, Comparator.reverseOrder());

    public G6Survivors {
        survivors = Set.copyOf(survivors);
    }

    public static G6Survivors of(Collection<Session> sessions, G5Protection protection, Policy policy) {
        int kept = policy.survivorsPerApplication();
        Set<Session> survivors = sessions.stream()
                .filter(session -> session.state() == SessionState.IDLE)
                .filter(session -> protection.protection(session).isEmpty())
                .collect(Collectors.groupingBy(G6Survivors::applicationOf))
                .values()
                .stream()
                .flatMap(application -> freshest(application, kept).stream())
                .collect(Collectors.toSet());
        return new G6Survivors(survivors, kept);
    }

    @Override
    public Optional<Spared> spares(Candidate candidate, Tally chosen) {
        return candidate.kind() == Kind.IDLE && survivors.contains(candidate.session())
                ? Optional.of(new Spared(
                        candidate.session(),
                        Ground.G6,
                        SessionOutcome.SPARED,
                        candidate.reason() + "; spared: "
                                + spoken(candidate.session().application()) + " keeps its "
                                + counted(kept, "freshest idle session") + " (G6)"))
                : Optional.empty();
    }

    private static List<Session> freshest(List<Session> application, int kept) {
        return application.stream().sorted(FRESHEST_FIRST).limit(kept).toList();
    }

    /** Sessions that never set a name are one application, with the empty name. */
    private static String applicationOf(Session session) {
        return session.application() == null ? "" : session.application();
    }

    private static String spoken(@Nullable String application) {
        return application == null ? "the application without a name" : "application '" + application + "'";
    }
}
