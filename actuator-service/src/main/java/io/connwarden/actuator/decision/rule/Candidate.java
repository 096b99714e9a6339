package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A session that meets a rule.
 *
 * @param age of what the rule measured: the state, the transaction, or the query
 * @param reason why it is a candidate, with figures
 */
public record Candidate(Session session, CandidateKind kind, Duration age, String reason) {

    /**
     * The order of victims: stuck transactions that block others before all, then by kind, and the oldest first. Where
     * ages are equal the older backend comes first, so the order of the look never matters.
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
        return kind == CandidateKind.STUCK && session.blocking() > 0;
    }
}
