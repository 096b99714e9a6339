package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The facts about the sessions of one sample, in the words of {@code docs/rules.md}. */
record SampleFacts(Situation situation, Policy policy) {
    private static final double FULL = 97;
    private static final Map<String, Pattern> EXPRESSIONS = new ConcurrentHashMap<>();

    boolean isIdle(Session session) {
        return session.state() == SessionState.IDLE;
    }

    boolean isIdleFor(Session session, Duration time) {
        return isIdle(session) && age(session.activity().stateChange()).compareTo(time) >= 0;
    }

    /**
     * Returns true for an open transaction that waits for its client, whatever the state says. A COPY reads the data of
     * its client and is no such transaction.
     */
    boolean waitsForClient(Session session) {
        return switch (session.state()) {
            case IDLE_IN_TRANSACTION, IDLE_IN_TRANSACTION_ABORTED -> true;
            case ACTIVE, FASTPATH ->
                session.work().waitsForClient() && !session.work().maintenance();
            case IDLE, DISABLED, STARTING, UNKNOWN -> false;
        };
    }

    /** Returns true for a query that runs. A COPY that waits for the data of its client is such a query. */
    boolean isRunning(Session session) {
        return session.state() == SessionState.ACTIVE
                && (!session.work().waitsForClient() || session.work().maintenance());
    }

    boolean isRunningFor(Session session, Duration time) {
        return isRunning(session) && age(session.activity().queryStart()).compareTo(time) >= 0;
    }

    boolean isStuckFor(Session session, Duration time) {
        return waitsForClient(session) && age(session.activity().xactStart()).compareTo(time) > 0;
    }

    boolean isSilentFor(Session session, Duration time) {
        return age(session.activity().stateChange()).compareTo(time) >= 0;
    }

    /** Returns the age; an unknown one is negative, and none is older than a step of the clock. */
    Duration age(@Nullable Instant since) {
        if (since == null) {
            return Duration.ofNanos(-1);
        }
        Instant stepped = situation.clockSteppedAt();
        Instant start = stepped != null && since.isBefore(stepped) ? stepped : since;
        return Duration.between(start, situation.serverNow());
    }

    boolean isProtected(Session session) {
        return isProtectedForever(session)
                || isProtectedByWork(session)
                || session.traits().replication();
    }

    /** Returns true for a protection that no command can override. */
    boolean isProtectedForever(Session session) {
        return session.traits().own()
                || session.traits().superuser()
                || session.client().user() == null
                || session.backendStart() == null
                || session.state() == SessionState.UNKNOWN
                || !"client backend".equals(session.traits().backendType());
    }

    /** Returns true for a protection by activity, name or configuration, which a command can override. */
    boolean isProtectedByWork(Session session) {
        return isListener(session)
                || session.traits().holdsAdvisoryLock()
                || session.traits().backup()
                || policy.exclude().firstMatch(session).isPresent()
                || policy.include().firstMismatch(session).isPresent();
    }

    boolean isListener(Session session) {
        String application = Objects.requireNonNullElse(session.client().application(), "");
        return session.traits().listening()
                || policy.listeners().stream()
                        .map(Glob::pattern)
                        .anyMatch(glob -> EXPRESSIONS
                                .computeIfAbsent(glob, SampleFacts::expressionOf)
                                .matcher(application)
                                .matches());
    }

    /** Returns true if the query was cancelled and continues. */
    boolean hasIneffectiveCancel(Session session) {
        Instant change = session.activity().stateChange();
        return change != null
                && session.id()
                        .map(id -> new RecentActions.IneffectiveCancel(id, change))
                        .filter(situation.recentActions().ineffectiveCancels()::contains)
                        .isPresent();
    }

    Optional<UnreclaimedSession> failedBefore(Session session) {
        return situation.recentActions().unreclaimed().stream()
                .filter(failed -> session.id().filter(failed.id()::equals).isPresent())
                .findFirst();
    }

    /** Returns true for a session that a rule tries again with a signal of a kind that failed before. */
    boolean isTriedAgain(Session session, SignalKind signal) {
        return failedBefore(session)
                .filter(failed -> failed.kind() == SignalKind.TERMINATE || signal == SignalKind.CANCEL)
                .isPresent();
    }

    /** Returns true while no rule may try the session again: 1 min, 2 min, 4 min and so on, up to 1 h. */
    boolean isSetAside(Session session, SignalKind signal) {
        return failedBefore(session)
                .filter(failed -> failed.kind() == SignalKind.TERMINATE || signal == SignalKind.CANCEL)
                .filter(failed -> situation.now().isBefore(failed.failedAt().plus(pauseAfter(failed.attempts()))))
                .isPresent();
    }

    boolean isRefilled(Session session) {
        String application = Objects.requireNonNullElse(session.client().application(), "");
        return situation.recentActions().refills().containsKey(application);
    }

    /** Returns true if the server is full, or a limit that the session counts against. */
    boolean isFullFor(Session session) {
        return slots() >= FULL
                || situation.connectionLimits().stream()
                        .filter(limit -> limit.utilizationPercentage() >= FULL)
                        .anyMatch(limit -> LimitRequirements.isUnderLimit(session, limit));
    }

    double slots() {
        Counts counts = situation.counts();
        return counts == null ? 0 : counts.slotUtilizationPercentage();
    }

    boolean isAboveCritical() {
        return slots() > situation.thresholds().criticalSlotUtilization();
    }

    /** Returns the number of sessions that one action may signal. */
    int share() {
        return Math.max(1, (int) (situation.sessions().size() * policy.budget().sessionsPercentage() / 100));
    }

    int terminationsLeft() {
        long mayStillEnd = situation.recentActions().unreclaimed().stream()
                .filter(UnreclaimedSession::awaitsTermination)
                .count();
        return mayStillEnd >= policy.budget().maxUnresponsive()
                ? 0
                : policy.budget().terminationsPerHour()
                        - situation.recentActions().terminationsLastHour();
    }

    int cancelsLeft() {
        return policy.budget().cancelsPerHour() - situation.recentActions().cancelsLastHour();
    }

    private static Duration pauseAfter(int attempts) {
        Duration pause = Duration.ofMinutes(1);
        for (int attempt = 1; attempt < attempts && pause.toMinutes() < 60; attempt++) {
            pause = pause.multipliedBy(2);
        }
        return pause.toMinutes() < 60 ? pause : Duration.ofHours(1);
    }

    private static Pattern expressionOf(String glob) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char each = glob.charAt(i);
            expression.append(each == '*' ? ".*" : each == '?' ? "." : Pattern.quote(String.valueOf(each)));
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }
}
