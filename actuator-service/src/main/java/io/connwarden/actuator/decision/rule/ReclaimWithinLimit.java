package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.assessment.ConnectionLimits;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The part of R3 that reclaims within the CONNECTION LIMIT of one role or database. Only idle sessions of that role or
 * database are candidates, and no more than the limit needs to return to the threshold. The server itself has free
 * slots, so R1, which reclaims on the whole server, does not act.
 */
public final class ReclaimWithinLimit implements Rule {
    /** The maximum number of limits in a sample. */
    private static final int MAX_LIMITS = 5;

    private final int rank;

    /** @param rank 0 for the fullest limit of the sample */
    private ReclaimWithinLimit(int rank) {
        this.rank = rank;
    }

    /** Returns one rule for each limit, the fullest first. A limit with spared sessions only delays no other. */
    public static List<Rule> forEachLimit() {
        return IntStream.range(0, MAX_LIMITS)
                .<Rule>mapToObj(ReclaimWithinLimit::new)
                .toList();
    }

    /** Returns true if a session counts against a limit above the warning threshold. */
    public static boolean isNeeded(Session session, Situation situation) {
        return ConnectionLimits.above(situation.thresholds().warningSlotUtilization(), situation.connectionLimits())
                .stream()
                .anyMatch(session::countsAgainst);
    }

    @Override
    public RuleId id() {
        return RuleId.R3;
    }

    /** A limit has slots of its own, which a rule for the whole server does not free. */
    @Override
    public boolean reducesSlotUtilization() {
        return false;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        return fullLimit(situation, policy)
                .map(limit -> isCritical(limit, situation.thresholds())
                        ? proposal(
                                limit,
                                situation,
                                session ->
                                        policy.forSession(session).emergency().idleFor(),
                                excess(limit, policy.emergency().reliefSlotUtilization()),
                                policy.emergency().maxIdleTerminations())
                        : proposal(
                                limit,
                                situation,
                                session -> policy.forSession(session)
                                        .gentleCleanup()
                                        .idleFor(),
                                excess(limit, situation.thresholds().warningSlotUtilization()),
                                policy.gentleCleanup().maxTerminations()));
    }

    /** In a fast leak no session of a full limit is old enough. The idle time of the next step of R1 then applies. */
    @Override
    public Optional<Proposal> proposeEscalation(Situation situation, Policy policy) {
        return fullLimit(situation, policy)
                .filter(limit -> isCritical(limit, situation.thresholds())
                        && policy.emergency().maxSteps() > 1)
                .map(limit -> proposal(
                        limit,
                        situation,
                        session -> policy.forSession(session)
                                .emergency()
                                .nextStep()
                                .idleFor(),
                        excess(limit, policy.emergency().reliefSlotUtilization()),
                        policy.emergency().nextStep().maxIdleTerminations()));
    }

    /** No guard that protects only warm connection pools may make a full limit untouchable. */
    @Override
    public Optional<Proposal> relax(Proposal last, Situation situation) {
        return ConnectionLimits.above(situation.thresholds().criticalSlotUtilization(), situation.connectionLimits())
                .stream()
                .skip(rank)
                .findFirst()
                .map(limit -> last.withoutSoftGuards());
    }

    private Optional<ConnectionLimit> fullLimit(Situation situation, Policy policy) {
        return policy.gentleCleanup().maxTerminations() == 0
                ? Optional.empty()
                : ConnectionLimits.above(situation.thresholds().warningSlotUtilization(), situation.connectionLimits())
                        .stream()
                        .skip(rank)
                        .findFirst();
    }

    private static boolean isCritical(ConnectionLimit limit, Thresholds thresholds) {
        return limit.utilizationPercentage() > thresholds.criticalSlotUtilization();
    }

    private static Proposal proposal(
            ConnectionLimit limit,
            Situation situation,
            Function<Session, Duration> idleFor,
            int excess,
            int maxTerminations) {
        List<Candidate> within = new Candidates(situation, RuleId.R3)
                .idle(idleFor).stream()
                        .filter(candidate -> candidate.session().countsAgainst(limit))
                        .toList();
        return new Proposal(
                RuleId.R3,
                ConnectionLimits.describe(limit) + "; R3 acts within a limit above "
                        + Formats.percent(situation.thresholds().warningSlotUtilization()),
                within,
                Set.of(),
                Map.of(CandidateKind.IDLE, Math.min(excess, maxTerminations)),
                ConnectionLimits.named(limit),
                "");
    }

    /** Returns the number of sessions above a share of the limit, in percent. */
    private static int excess(ConnectionLimit limit, double percentage) {
        return Math.max(0, limit.sessions() - (int) Math.floor(limit.limit() * percentage / 100));
    }
}
