package io.connwarden.actuator.action;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.policy.Cooldown;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.RecentActions.IneffectiveCancel;
import io.connwarden.actuator.decision.situation.RecentActions.LastActions;
import io.connwarden.actuator.decision.situation.RecentPlans;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.actuator.pause.PausesInForce;
import io.connwarden.actuator.plan.PlanReader;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.ListeningSessions;
import io.connwarden.sql.store.ListeningSessions.ListeningSession;
import io.connwarden.sql.store.Pauses.PauseRow;
import io.connwarden.sql.store.Pauses.Restriction;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.target.SessionRow;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The loader of the input of a decision: the sample of the target and the recent actions in the log store. */
final class SituationLoader {
    private final ActionHistory history;
    private final PausesInForce pauses;
    private final ListeningSessions listeningSessions;
    private final UnreclaimedCheck unreclaimedCheck;
    private final RefillRecorder refills;
    private final Plans plans;

    SituationLoader(
            ActionHistory history,
            PausesInForce pauses,
            ListeningSessions listeningSessions,
            UnreclaimedCheck unreclaimedCheck,
            RefillRecorder refills,
            Plans plans) {
        this.history = history;
        this.pauses = pauses;
        this.listeningSessions = listeningSessions;
        this.unreclaimedCheck = unreclaimedCheck;
        this.refills = refills;
        this.plans = plans;
    }

    /**
     * Reads the log store, and records the sessions that LISTEN. The transaction holds the lock of the target until the
     * decision is committed.
     *
     * @param now the time by the clock of the log store
     */
    Situation load(LeasedCommand leased, Sample sample, Instant now) {
        String target = leased.target().id();
        recordListeners(target, sample);
        // Before the counts, because a session that has ended counts as a termination.
        List<UnreclaimedSession> unreclaimed = unreclaimedCheck.update(target, sample.sessions());
        return situation(
                leased,
                sample,
                now,
                readListeners(target),
                new RecentActions(
                        new LastActions(lastActions(target, false, now), lastActions(target, true, now)),
                        Set.of(),
                        history.countTerminationsSince(target, now.minus(Budget.WINDOW)),
                        history.countCancelsSince(target, now.minus(Budget.WINDOW)),
                        ineffectiveCancels(target, now),
                        unreclaimed,
                        refills.record(target, sample, now),
                        recentPlans(leased, sample, now)),
                readPause(leased.target()).orElse(null));
    }

    /** Returns the situation for the check of a committed intent, which needs neither recent actions nor the pause. */
    Situation loadWithoutHistory(LeasedCommand leased, Sample sample, Instant now, Set<SessionId> listeners) {
        return situation(leased, sample, now, listeners, RecentActions.none(), null);
    }

    /** Returns the sessions that were seen to LISTEN, in a health event or in a sample. */
    Set<SessionId> readListeners(String target) {
        return listeningSessions.find(target);
    }

    private void recordListeners(String target, Sample sample) {
        listeningSessions.record(sample.sessions().stream()
                .filter(SessionRow::listening)
                .map(SessionRow::id)
                .filter(Objects::nonNull)
                .map(id -> new ListeningSession(target, id))
                .toList());
        List<SessionId> existing = sample.sessions().stream()
                .map(SessionRow::id)
                .filter(Objects::nonNull)
                .toList();
        if (isComplete(sample)) {
            listeningSessions.deleteEnded(target, existing, sample.serverNow());
        }
    }

    /** Returns true if every session has an identity. Otherwise a session that is missing may still exist. */
    private static boolean isComplete(Sample sample) {
        return sample.sessions().stream().noneMatch(row -> row.id() == null);
    }

    /** Returns the pause of the target, of all targets, or a restricted one. */
    Optional<TargetPause> readPause(TargetConfiguration target) {
        return pauses.affecting(target.id(), target.settings().labels()).stream()
                .findFirst()
                .map(SituationLoader::paused);
    }

    private static Situation situation(
            LeasedCommand leased,
            Sample sample,
            Instant now,
            Set<SessionId> listeners,
            RecentActions recentActions,
            @Nullable TargetPause pause) {
        return new Situation(
                now,
                sample.serverNow(),
                sample.clockSteppedAt(),
                sample.health().statusOfServer(),
                sample.health().counts(),
                leased.target().thresholds(),
                sample.sessions().stream()
                        .map(row -> SessionMapper.toSession(row, listeners))
                        .toList(),
                recentActions,
                pause,
                sample.health().connectionLimits());
    }

    /** @param now the time by the clock of the log store */
    int terminationsLastHour(String target, Instant now) {
        return history.countTerminationsSince(target, now.minus(Budget.WINDOW));
    }

    /** Reads the plans that hold back rules, if modes decide. A plan without an unchanged session is withdrawn. */
    private RecentPlans recentPlans(LeasedCommand leased, Sample sample, Instant now) {
        if (!leased.trigger().obeysModes()) {
            return RecentPlans.none();
        }
        String target = leased.target().id();
        List<Session> sessions = SessionMapper.toSessions(sample);
        Map<Boolean, List<Plan>> pending = plans.pending(List.of(target), now).stream()
                .map(PlanReader::toPlan)
                .collect(Collectors.partitioningBy(plan -> plan.isOutdated(sessions)));
        List<Plan> outdated = Objects.requireNonNull(pending.get(true));
        if (!outdated.isEmpty()) {
            plans.expire(target, outdated.stream().map(Plan::id).toList(), now);
        }
        Instant rejectedSince = now.minus(leased.target().policy().approval().rejectedFor());
        return new RecentPlans(
                Objects.requireNonNull(pending.get(false)),
                plans.rejectedSince(target, rejectedSince).stream()
                        .map(PlanReader::toPlan)
                        .toList());
    }

    private Map<RuleId, Instant> lastActions(String target, boolean dryRun, Instant now) {
        Map<RuleId, Instant> last = new EnumMap<>(RuleId.class);
        history.lastActionByRule(target, dryRun, now.minus(Cooldown.MAX_COOLDOWN))
                .forEach((rule, at) -> last.put(RuleId.valueOf(rule), at));
        return last;
    }

    private Set<IneffectiveCancel> ineffectiveCancels(String target, Instant now) {
        return history.ineffectiveCancelsSince(target, now.minus(Budget.WINDOW)).stream()
                .map(query -> new IneffectiveCancel(query.session(), query.stateChange()))
                .collect(Collectors.toSet());
    }

    private static TargetPause paused(PauseRow pause) {
        @Nullable Restriction restriction = pause.restriction();
        boolean hasWindow = restriction != null && restriction.window() != null;
        return new TargetPause(
                pause.pausedBy(),
                pause.reason(),
                PausesInForce.isOfAllTargets(pause),
                pause.since(),
                PausesInForce.remedy(pause) + " to continue"
                        + (hasWindow ? "; this time ends at " + pause.until() : ""));
    }
}
