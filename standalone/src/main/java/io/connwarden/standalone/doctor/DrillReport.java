package io.connwarden.standalone.doctor;

import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.doctor.check.CheckResult;
import io.connwarden.doctor.check.Severity;
import java.time.Duration;
import java.util.List;

/** Reads a drill's result. */
final class DrillReport {
    private DrillReport() {}

    static CheckResult of(Result result, SessionId session, boolean terminated) {
        SessionReport report = result.sessions().stream()
                .filter(candidate -> candidate.pid() == session.pid())
                .findFirst()
                .orElse(null);
        if (report == null) {
            return check(
                    Severity.ERROR,
                    "the command was answered " + result.outcome() + ": "
                            + result.decision().reason());
        }
        if (report.outcome() == SessionOutcome.TERMINATED && terminated) {
            return isOnlySession(result) ? success(result, session) : unexpectedTerminations(result);
        }
        // A superuser's session is spared whatever is commanded, which proves nothing against the path.
        boolean superuser = report.outcome() == SessionOutcome.PROTECTED
                && report.reason() != null
                && report.reason().contains("superuser");
        return check(
                report.outcome() == SessionOutcome.PROTECTED ? Severity.WARNING : Severity.ERROR,
                "the session was not ended: " + report.outcome() + ", " + report.reason()
                        + (superuser ? "; hold the drill as the role that Connwarden will have" : ""));
    }

    /** Whether one session was ended and no other, by the count as by the reports. */
    private static boolean isOnlySession(Result result) {
        return result.terminatedCount() == 1 && countTerminated(result) == 1;
    }

    private static long countTerminated(Result result) {
        return result.sessions().stream()
                .filter(told -> told.outcome() == SessionOutcome.TERMINATED)
                .count();
    }

    private static CheckResult unexpectedTerminations(Result result) {
        return check(
                Severity.ERROR,
                "the session was ended, but the answer does not say that it was the only one: "
                        + countTerminated(result) + " reported as terminated, " + result.terminatedCount()
                        + " counted");
    }

    private static CheckResult success(Result result, SessionId session) {
        long millis = Duration.between(result.startedAt(), result.finishedAt()).toMillis();
        return new CheckResult(
                Drill.NAME,
                Severity.OK,
                "a session opened for it was ended by a command over Kafka, through decision, log store and emergency"
                        + " lane, in " + millis + " ms",
                List.of(
                        "backend " + session.pid() + ": TERMINATED",
                        "terminated in all: " + result.terminatedCount() + "; nobody else was touched"),
                List.of());
    }

    private static CheckResult check(Severity standing, String reason) {
        return new CheckResult(Drill.NAME, standing, reason, List.of(), List.of());
    }
}
