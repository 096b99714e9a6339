package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A session that meets the condition of a rule.
 *
 * @param age age of the state, the transaction, or the query, depending on the kind
 * @param reason one phrase with the age and the threshold
 */
public record Candidate(Session session, CandidateKind kind, Duration age, String reason) {

    /**
     * The victim order: stuck transactions that block other sessions, then by kind, the oldest first. Among equal
     * ages the older backend comes first, so that the order of the sample has no effect.
     */
    public static final Comparator<Candidate> VICTIM_ORDER = Comparator.comparing(
                    (Candidate each) -> !each.blocksOthers())
            .thenComparing(Candidate::kind)
            .thenComparing(Candidate::age, Comparator.reverseOrder())
            .thenComparing(
                    each -> each.session.id().map(SessionId::backendStart).orElse(Instant.MAX))
            .thenComparing(each -> each.session.pid());

    public Victim toVictim() {
        return new Victim(session, kind.signal(), kind != CandidateKind.NAMED, reason);
    }

    private boolean blocksOthers() {
        return kind == CandidateKind.STUCK && session.activity().blocking() > 0;
    }
}
