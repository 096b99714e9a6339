package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;

import io.connwarden.actuator.decision.situation.ApplicationRelief;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.RecentActions.IneffectiveCancel;
import io.connwarden.actuator.decision.situation.RecentActions.LastActions;
import io.connwarden.actuator.decision.situation.RecentPlans;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a situation. By default the target is healthy, half of its slots are used, and all sessions are visible. */
public final class SituationBuilder {
    private final Map<RuleId, Instant> lastActions = new HashMap<>();
    private final Map<RuleId, Instant> lastDryRuns = new HashMap<>();
    private final Set<RuleId> repeatedDryRuns = new HashSet<>();
    private final List<Session> sessions = new ArrayList<>();
    private Instant now = NOW;
    private HealthStatus status = HealthStatus.HEALTHY;
    private double slots = 50;
    private int zombies;
    private int stuckTransactions;
    private double visibility = 100;
    private boolean counted = true;
    private final Set<IneffectiveCancel> ineffectiveCancels = new HashSet<>();
    private int terminationsLastHour;
    private final List<UnreclaimedSession> unreclaimed = new ArrayList<>();
    private final List<ApplicationRelief> reliefs = new ArrayList<>();
    private int free = 97;
    private int cancelsLastHour;
    private Instant clockSteppedAt;
    private TargetPause pause;
    private RecentPlans plans = RecentPlans.none();
    private List<ConnectionLimit> limits = List.of();
    private Thresholds thresholds = Thresholds.defaults();

    public static SituationBuilder healthy() {
        return new SituationBuilder();
    }

    public static SituationBuilder critical() {
        return healthy().status(HealthStatus.CRITICAL).slots(95);
    }

    public static SituationBuilder cleanupNeeded(int zombies) {
        return healthy().status(HealthStatus.CLEANUP_NEEDED).zombies(zombies);
    }

    public static SituationBuilder warning() {
        return healthy().status(HealthStatus.WARNING).slots(85);
    }

    public SituationBuilder with(Session... more) {
        return with(List.of(more));
    }

    public SituationBuilder with(List<Session> more) {
        sessions.addAll(more);
        return this;
    }

    /** Adds sessions of another application that meet no rule, so that shares of all sessions are realistic. */
    public SituationBuilder withBystanders(int count) {
        for (int i = 0; i < count; i++) {
            sessions.add(SessionBuilder.session(100_000 + i)
                    .application("bystander")
                    .activeFor(Duration.ofSeconds(1))
                    .build());
        }
        return this;
    }

    public SituationBuilder status(HealthStatus anyStatus) {
        status = anyStatus;
        return this;
    }

    public SituationBuilder slots(double percentage) {
        slots = percentage;
        return this;
    }

    public SituationBuilder zombies(int count) {
        zombies = count;
        return this;
    }

    /** The number of stuck transactions that the sample counts, without their sessions. */
    public SituationBuilder stuckTransactions(int count) {
        stuckTransactions = count;
        return this;
    }

    public SituationBuilder visibility(double percentage) {
        visibility = percentage;
        return this;
    }

    public SituationBuilder uncounted() {
        counted = false;
        return this;
    }

    public SituationBuilder now(Instant ourClock) {
        now = ourClock;
        return this;
    }

    /** The clock of the target has stepped; the age of an older state counts from then. */
    public SituationBuilder clockStepped(Duration ago) {
        clockSteppedAt = NOW.minus(ago);
        return this;
    }

    /** The rule acted, and has made a dry run at the same time. */
    public SituationBuilder acted(RuleId rule, Duration ago) {
        return actedReally(rule, ago).madeDryRun(rule, ago);
    }

    public SituationBuilder actedReally(RuleId rule, Duration ago) {
        lastActions.put(rule, now.minus(ago));
        return this;
    }

    public SituationBuilder madeDryRun(RuleId rule, Duration ago) {
        lastDryRuns.put(rule, now.minus(ago));
        return this;
    }

    public SituationBuilder repeatedDryRun(RuleId rule) {
        repeatedDryRuns.add(rule);
        return this;
    }

    public SituationBuilder terminationsLastHour(int count) {
        terminationsLastHour = count;
        return this;
    }

    public SituationBuilder unreclaimed(UnreclaimedSession session) {
        unreclaimed.add(session);
        return this;
    }

    public SituationBuilder plans(RecentPlans recent) {
        plans = recent;
        return this;
    }

    public SituationBuilder relief(ApplicationRelief relief) {
        reliefs.add(relief);
        return this;
    }

    /** Every usable slot is in use. */
    public SituationBuilder full() {
        free = 0;
        slots = 100;
        return this;
    }

    public SituationBuilder cancelsLastHour(int count) {
        cancelsLastHour = count;
        return this;
    }

    /** A cancel of the current query of the session had no effect. */
    public SituationBuilder cancelledWithoutEffect(Session session) {
        ineffectiveCancels.add(new IneffectiveCancel(
                session.id().orElseThrow(), session.activity().stateChange()));
        return this;
    }

    public SituationBuilder paused(TargetPause byCommand) {
        pause = byCommand;
        return this;
    }

    public SituationBuilder limits(ConnectionLimit... connectionLimits) {
        limits = List.of(connectionLimits);
        return this;
    }

    public SituationBuilder thresholds(Thresholds limits) {
        thresholds = limits;
        return this;
    }

    public Situation build() {
        return new Situation(
                now,
                NOW,
                clockSteppedAt,
                status,
                counted ? counts() : null,
                thresholds,
                sessions,
                new RecentActions(
                        new LastActions(lastActions, lastDryRuns),
                        repeatedDryRuns,
                        terminationsLastHour,
                        cancelsLastHour,
                        ineffectiveCancels,
                        unreclaimed,
                        Refill.find(reliefs, sessions, NOW, now),
                        plans),
                pause,
                limits);
    }

    private Counts counts() {
        return Counts.builder()
                .totalConnections(sessions.size())
                .zombieConnections(zombies)
                .stuckTransactions(stuckTransactions)
                .utilizationPercentage(slots)
                .slotUtilizationPercentage(slots)
                .maxConnections(100)
                .usableConnections(free == 0 ? Math.max(1, sessions.size()) : 97)
                .visibilityPercentage(visibility)
                .build();
    }
}
