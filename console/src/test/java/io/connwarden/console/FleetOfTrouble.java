package io.connwarden.console;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The generated events of an hour of twelve targets: every status, a leak, alerts, a pause, a rule that watches. */
final class FleetOfTrouble {
    private static final int USABLE = 95;

    /** @param application the largest application; its unused sessions are three quarters of the target's sessions */
    private record Target(String id, HealthStatus status, int sessions, int zombies, String application) {}

    private static final List<Target> TARGETS = List.of(
            new Target("checkout-db", HealthStatus.CRITICAL, 91, 34, "checkout-service"),
            new Target("billing-db", HealthStatus.UNREACHABLE, 0, 0, ""),
            new Target("search-db", HealthStatus.UNKNOWN, 41, 0, "search-indexer"),
            new Target("orders-db", HealthStatus.WARNING, 80, 12, "orders-api"),
            new Target("crm-db", HealthStatus.WARNING, 58, 23, "crm-web"),
            new Target("stock-db", HealthStatus.CLEANUP_NEEDED, 37, 14, "stock-sync"),
            new Target("catalog-db", HealthStatus.HEALTHY, 52, 3, "catalog-api"),
            new Target("ledger-db", HealthStatus.HEALTHY, 44, 1, "ledger"),
            new Target("media-db", HealthStatus.HEALTHY, 31, 0, "media-worker"),
            new Target("profile-db", HealthStatus.HEALTHY, 27, 2, "profile-api"),
            new Target("metrics-db", HealthStatus.HEALTHY, 18, 0, "grafana"),
            new Target("auth-db", HealthStatus.HEALTHY, 12, 0, "auth"));

    private FleetOfTrouble() {}

    /** Sends the events to the topics with a prefix. */
    static void send(EventSource source, String prefix, Instant now) throws Exception {
        for (Target target : TARGETS) {
            for (int minute = 60; minute >= 0; minute--) {
                Instant time = now.minus(Duration.ofMinutes(minute));
                source.send(prefix + "health", target.id() + minute, time, health(target, time, minute));
            }
        }
        sendAlert(source, prefix, now, "checkout-db", "ConnectionSlotsCritical", AlertSeverity.CRITICAL);
        sendAlert(source, prefix, now, "checkout-db", "TooManyZombies", AlertSeverity.WARNING);
        sendAlert(source, prefix, now, "billing-db", "TargetUnreachable", AlertSeverity.CRITICAL);
        sendAlert(source, prefix, now, "orders-db", "ConnectionSlotsWarning", AlertSeverity.WARNING);
        PauseSummary pause =
                new PauseSummary("ledger-db", "anna", "migration of the ledger", now, now.plus(Duration.ofMinutes(25)));
        source.send(prefix + "results", "pause", now, result("ledger-db", now, null, pause));
        source.send(prefix + "results", "watch", now, result("crm-db", now, "health-of-crm-db", null));
    }

    private static void sendAlert(
            EventSource source, String prefix, Instant now, String target, String name, AlertSeverity severity)
            throws Exception {
        Alert alert = Alert.builder(target, name, AlertStatus.FIRING, severity, now.minusSeconds(240))
                .summary(name + " of " + target)
                .build();
        source.send(prefix + "alerts", name + target, now, alert);
    }

    private static Result result(String target, Instant now, @Nullable String cause, @Nullable PauseSummary pause) {
        DecisionReason reason = cause == null
                ? new DecisionReason("COMMAND", "paused")
                : new DecisionReason("R2", "more than 20 zombies; mode watch");
        return Result.builder(target, CommandOutcome.COMPLETED, reason, now, now)
                .causeEventId(cause)
                .action(cause == null ? Action.PAUSE : Action.AUTO)
                .dryRun(cause != null)
                .pauses(pause == null ? null : List.of(pause))
                .build();
    }

    private static Health health(Target target, Instant time, int minutesAgo) {
        Health.Builder health = Health.builder(target.id(), target.status(), "generated", time)
                .serverVersion("18.1")
                .inRecovery(target.id().equals("search-db"));
        if (target.status() == HealthStatus.UNREACHABLE && minutesAgo < 7) {
            return health.build();
        }
        int sessions = sessions(target, minutesAgo);
        int unused = sessions * 3 / 4;
        int ofLargest = target.zombies() > 10 ? unused : sessions / 4;
        return health.counts(Counts.builder()
                        .totalConnections(sessions)
                        .activeConnections(sessions - unused)
                        .idleConnections(unused - unused / 9)
                        .idleInTransactionConnections(unused / 9)
                        .zombieConnections(Math.min(target.zombies(), unused / 2))
                        .maxConnections(100)
                        .usableConnections(USABLE)
                        .build())
                .topApplications(List.of(new ApplicationUsage(
                        target.application(), "app", ofLargest, ofLargest - ofLargest / 9, ofLargest / 9, 0)))
                .build();
    }

    /** A leak grows to the present number; other targets have a wave of the hour. */
    private static int sessions(Target target, int minutesAgo) {
        if (target.status() == HealthStatus.UNREACHABLE) {
            return 40 + minutesAgo % 5;
        }
        if (target.zombies() > 10) {
            return Math.max(14, target.sessions() - minutesAgo * target.sessions() / 50);
        }
        double wave = Math.sin((minutesAgo + target.id().length() * 7) / 6.0);
        return minutesAgo == 0 ? target.sessions() : (int) Math.max(4, target.sessions() * (0.85 + 0.2 * wave));
    }
}
