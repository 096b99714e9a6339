package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionNote;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.Snapshot;
import io.connwarden.contracts.message.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Signs of which a test says only what is special. */
final class Signs {
    private Signs() {}

    static Sign health(Instant at, Status status, double slots, int zombies, int stuck) {
        Counts counts = new Counts(
                95, 1, 90, 0, zombies, zombies, 0, stuck, 0, slots, slots, 100, 97, 100, stuck == 0 ? 0 : 754.2);
        return new Sign.Sampled(
                new Health(
                        "orders-db",
                        status,
                        counts,
                        List.of(new ApplicationUsage("web", "shop", 60, 50, 0, 12)),
                        "because",
                        List.of("Find the leak"),
                        at,
                        "18.1",
                        false),
                Thresholds.standard());
    }

    static Sign slots(Instant at, double slots) {
        Status status = slots > 90 ? Status.CRITICAL : slots > 80 ? Status.WARNING : Status.HEALTHY;
        return health(at, status, slots, 0, 0);
    }

    static Sign unreachable(Instant at) {
        return new Sign.Sampled(
                new Health(
                        "orders-db",
                        Status.UNREACHABLE,
                        null,
                        List.of(),
                        "connection refused",
                        List.of(),
                        at,
                        null,
                        null),
                Thresholds.standard());
    }

    static Sign unseen(Instant at) {
        return health(at, Status.UNKNOWN, 99, 99, 99);
    }

    static Acted acted(Instant at) {
        return new Acted(at);
    }

    /** A result in the making. */
    static final class Acted {
        private final Instant at;
        private final List<SessionReport> sessions = new ArrayList<>();
        private String rule = "R2";
        private Outcome outcome = Outcome.COMPLETED;
        private boolean dryRun;
        private Status after;
        private int terminated;
        private int lastHour;
        private int budget = 200;

        private Acted(Instant at) {
            this.at = at;
        }

        Acted rule(String number) {
            rule = number;
            return this;
        }

        Acted outcome(Outcome whole) {
            outcome = whole;
            return this;
        }

        Acted dryRun() {
            dryRun = true;
            return this;
        }

        Acted after(Status status) {
            after = status;
            return this;
        }

        Acted terminated(int count) {
            terminated = count;
            return this;
        }

        Acted session(int pid, SessionOutcome became) {
            sessions.add(new SessionReport(
                    pid, at, "shop", "web", "orders", null, "idle", 900.0, null, became, "it said no"));
            return this;
        }

        Acted hour(int count, int most) {
            lastHour = count;
            budget = most;
            return this;
        }

        Sign sign() {
            Result result = new Result(
                    null,
                    null,
                    "e1",
                    "orders-db",
                    Action.AUTO,
                    outcome,
                    dryRun,
                    new DecisionNote(rule, "twelve zombies"),
                    terminated,
                    0,
                    null,
                    sessions,
                    null,
                    after == null ? null : new Snapshot(after, 95.0),
                    at,
                    at,
                    null,
                    null);
            return new Sign.Acted(result, Thresholds.standard(), lastHour, budget);
        }
    }
}
