package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The counts of a situation that rules compare. Without counts no limit is exceeded. */
record Utilization(Situation situation) {
    private static final int MAX_NAMED_SESSIONS = 3;

    boolean isSlotUtilizationAbove(double threshold) {
        Counts counts = situation.counts();
        return counts != null && counts.slotUtilizationPercentage() > threshold;
    }

    boolean hasMoreZombiesThan(int threshold) {
        Counts counts = situation.counts();
        return counts != null && counts.zombieConnections() > threshold;
    }

    /** Returns a text such as {@code status WARNING, slot utilization 85.5 %, 3 zombies}. */
    String describe() {
        Counts counts = situation.counts();
        return counts == null
                ? "status " + situation.status()
                : "status " + situation.status() + causeOfCleanup(counts) + ", slot utilization "
                        + Formats.shortPercent(counts.slotUtilizationPercentage()) + ", "
                        + Formats.count(counts.zombieConnections(), "zombie");
    }

    /** Returns the stuck transactions if they alone cause the status CLEANUP_NEEDED, the oldest first. */
    private String causeOfCleanup(Counts counts) {
        boolean isCause = situation.status() == HealthStatus.CLEANUP_NEEDED
                && counts.stuckTransactions() > 0
                && !hasMoreZombiesThan(situation.thresholds().cleanupZombies());
        return isCause
                ? " because of " + Formats.count(counts.stuckTransactions(), "stuck transaction") + stuckSessions()
                : "";
    }

    private String stuckSessions() {
        String named = situation.sessions().stream()
                .filter(this::isStuck)
                .sorted(Comparator.comparing((Session each) -> age(each).negated())
                        .thenComparing(Session::pid))
                .limit(MAX_NAMED_SESSIONS)
                .map(Utilization::name)
                .collect(Collectors.joining("; "));
        return named.isEmpty() ? "" : " (" + named + ")";
    }

    private boolean isStuck(Session session) {
        return session.ignoresCancel()
                && age(session).compareTo(situation.thresholds().stuckTransaction()) > 0;
    }

    private Duration age(Session session) {
        return session.transactionAge(situation.serverNow()).orElse(Duration.ZERO);
    }

    private static String name(Session session) {
        String application = session.client().application();
        return "pid " + session.pid()
                + (application == null || application.isBlank() ? "" : ", " + Formats.name(application));
    }
}
