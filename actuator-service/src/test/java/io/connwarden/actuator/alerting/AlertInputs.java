package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inputs for tests, with defaults for everything that a test does not set. */
final class AlertInputs {
    private AlertInputs() {}

    static AlertInput health(Instant at, HealthStatus status, double slots, int zombies, int stuck) {
        Counts counts = Counts.builder()
                .totalConnections(95)
                .activeConnections(1)
                .idleConnections(90)
                .zombieConnections(zombies)
                .longIdleConnections(zombies)
                .stuckTransactions(stuck)
                .utilizationPercentage(slots)
                .slotUtilizationPercentage(slots)
                .maxConnections(100)
                .usableConnections(97)
                .oldestTransactionSeconds(stuck == 0 ? 0 : stuck == 1 ? 754.2 : 45.9)
                .build();
        return new AlertInput.SampleTaken(
                Health.builder("orders-db", status, "because", at)
                        .counts(counts)
                        .topApplications(List.of(new ApplicationUsage("web", "shop", 60, 50, 0, 12)))
                        .recommendations(
                                stuck == 0
                                        ? List.of("Find the leak")
                                        : List.of(
                                                "Find the leak",
                                                "Set idle_in_transaction_session_timeout: pid 4711, user backup"))
                        .serverVersion("18.1")
                        .inRecovery(false)
                        .build(),
                Thresholds.defaults());
    }

    static AlertInput serverState(Instant at, List<ConnectionLimit> limits, @Nullable PreparedTransactions prepared) {
        Health healthy = ((AlertInput.SampleTaken) slots(at, 40)).health();
        return new AlertInput.SampleTaken(
                Health.builder(healthy.target(), HealthStatus.CRITICAL, "because", at)
                        .counts(healthy.counts())
                        .topApplications(List.of(
                                new ApplicationUsage("connwarden-monitor", "cw", 70, 70, 0, 0),
                                new ApplicationUsage("web", "shop", 20, 19, 0, 0)))
                        .serverVersion("18.1")
                        .inRecovery(false)
                        .connectionLimits(limits)
                        .preparedTransactions(prepared)
                        .build(),
                Thresholds.defaults());
    }

    static AlertInput slots(Instant at, double slots) {
        HealthStatus status =
                slots > 90 ? HealthStatus.CRITICAL : slots > 80 ? HealthStatus.WARNING : HealthStatus.HEALTHY;
        return health(at, status, slots, 0, 0);
    }

    static AlertInput unreachable(Instant at) {
        return new AlertInput.SampleTaken(
                Health.builder("orders-db", HealthStatus.UNREACHABLE, "connection refused", at)
                        .build(),
                Thresholds.defaults());
    }

    static AlertInput notVisible(Instant at) {
        return health(at, HealthStatus.UNKNOWN, 99, 99, 99);
    }

    static ActionFinishedBuilder actionFinished(Instant at) {
        return new ActionFinishedBuilder(at);
    }

    /** Builds a finished action. */
    static final class ActionFinishedBuilder {
        private final Instant at;
        private final List<SessionReport> sessions = new ArrayList<>();
        private String rule = "R2";
        private CommandOutcome outcome = CommandOutcome.COMPLETED;
        private boolean dryRun;
        private boolean automatic = true;
        private Action action = Action.AUTO;
        private HealthStatus after;
        private int terminated;
        private int lastHour;
        private int budget = 200;
        private Fault incomplete;
        private Fault pendingPlan;
        private boolean emergencyAwaitsApproval;

        private ActionFinishedBuilder(Instant at) {
            this.at = at;
        }

        ActionFinishedBuilder rule(String id) {
            rule = id;
            return this;
        }

        ActionFinishedBuilder outcome(CommandOutcome commandOutcome) {
            outcome = commandOutcome;
            return this;
        }

        ActionFinishedBuilder dryRun() {
            dryRun = true;
            return this;
        }

        ActionFinishedBuilder requested(Action requestedAction) {
            automatic = false;
            action = requestedAction;
            return this;
        }

        ActionFinishedBuilder after(HealthStatus status) {
            after = status;
            return this;
        }

        ActionFinishedBuilder terminated(int count) {
            terminated = count;
            return this;
        }

        ActionFinishedBuilder session(int pid, SessionOutcome outcome) {
            sessions.add(SessionReport.builder(pid, outcome, "permission denied")
                    .backendStart(at)
                    .user("shop")
                    .application("web")
                    .database("orders")
                    .state("idle")
                    .stateAgeSeconds(900.0)
                    .build());
            return this;
        }

        ActionFinishedBuilder incomplete(String detail) {
            incomplete = new Fault(FaultKind.ACTION_INCOMPLETE, Duration.ZERO, detail);
            return this;
        }

        ActionFinishedBuilder pendingPlan(String detail) {
            pendingPlan = new Fault(FaultKind.PLAN_AWAITS_APPROVAL, Duration.ZERO, detail);
            return this;
        }

        ActionFinishedBuilder emergencyAwaitsApproval() {
            emergencyAwaitsApproval = true;
            return pendingPlan("plan 3f0c of R1");
        }

        ActionFinishedBuilder lastHour(int count, int max) {
            lastHour = count;
            budget = max;
            return this;
        }

        AlertInput build() {
            Result result = Result.builder("orders-db", outcome, new DecisionReason(rule, "twelve zombies"), at, at)
                    .causeEventId(automatic ? "e1" : null)
                    .action(action)
                    .dryRun(dryRun)
                    .terminatedCount(terminated)
                    .sessions(sessions)
                    .after(after == null ? null : new StatusSummary(after, 95.0))
                    .build();
            return new AlertInput.ActionFinished(
                    result, lastHour, budget, incomplete, pendingPlan, emergencyAwaitsApproval);
        }
    }
}
