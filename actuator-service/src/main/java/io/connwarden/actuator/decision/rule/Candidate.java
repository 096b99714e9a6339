package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * A session that meets the condition of a rule.
 *
 * @param age age of the state, the transaction, or the query, depending on the kind
 * @param behind number of sessions that wait for a lock of the session, directly or behind each other
 * @param reason one phrase with the age and the threshold
 */
public record Candidate(Session session, CandidateKind kind, Duration age, int behind, String reason) {
    private static final Set<CandidateKind> BLOCKERS =
            EnumSet.of(CandidateKind.STUCK, CandidateKind.UNRESPONSIVE_QUERY, CandidateKind.ACTIVE);

    /**
     * The victim order: stuck transactions and queries that block other sessions come first, by kind and by the number
     * of sessions behind them. The others follow by kind, the oldest first. Among equal ages the older backend comes
     * first, so that the order of the sample has no effect.
     */
    public static final Comparator<Candidate> VICTIM_ORDER = Comparator.comparing(
                    (Candidate each) -> !each.blocksOthers())
            .thenComparing(Candidate::kind)
            .thenComparing(each -> each.blocksOthers() ? -each.behind : 0)
            .thenComparing(Candidate::age, Comparator.reverseOrder())
            .thenComparing(
                    each -> each.session.id().map(SessionId::backendStart).orElse(Instant.MAX))
            .thenComparing(each -> each.session.pid());

    /** Creates a candidate that no session waits for. */
    public Candidate(Session session, CandidateKind kind, Duration age, String reason) {
        this(session, kind, age, 0, reason);
    }

    public Victim toVictim() {
        return new Victim(session, kind.signal(), kind != CandidateKind.NAMED, reason);
    }

    private boolean blocksOthers() {
        return BLOCKERS.contains(kind) && behind > 0;
    }
}
