package io.connwarden.standalone.doctor;

import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.doctor.check.Finding;
import io.connwarden.doctor.check.Severity;
import java.time.Duration;
import java.util.List;

/** The finding of a drill, derived from the result of its command. */
final class DrillReport {
    private DrillReport() {}

    static Finding of(Result result, SessionId session, boolean terminated) {
        SessionReport report = result.sessions().stream()
                .filter(candidate -> candidate.pid() == session.pid())
                .findFirst()
                .orElse(null);
        if (report == null) {
            return check(
                    Severity.ERROR,
                    "the command ended as " + result.outcome() + ": "
                            + result.decision().reason());
        }
        if (report.outcome() == SessionOutcome.TERMINATED && terminated) {
            return isOnlySession(result) ? success(result, session) : unexpectedTerminations(result);
        }
        // The session of a superuser is always protected. This is not a failure of the emergency path.
        boolean superuser = report.outcome() == SessionOutcome.PROTECTED
                && report.reason() != null
                && report.reason().contains("superuser");
        return check(
                report.outcome() == SessionOutcome.PROTECTED ? Severity.WARNING : Severity.ERROR,
                "the session was not terminated: " + report.outcome() + ", " + report.reason()
                        + (superuser ? "; run the drill with the role of the actuator" : ""));
    }

    /** Returns true if the count and the session reports show exactly one termination. */
    private static boolean isOnlySession(Result result) {
        return result.terminatedCount() == 1 && countTerminated(result) == 1;
    }

    private static long countTerminated(Result result) {
        return result.sessions().stream()
                .filter(report -> report.outcome() == SessionOutcome.TERMINATED)
                .count();
    }

    private static Finding unexpectedTerminations(Result result) {
        return check(
                Severity.ERROR,
                "the session was terminated, but the result does not show one termination: "
                        + countTerminated(result) + " reported as terminated, " + result.terminatedCount()
                        + " counted");
    }

    private static Finding success(Result result, SessionId session) {
        long millis = Duration.between(result.startedAt(), result.finishedAt()).toMillis();
        return new Finding(
                Drill.NAME,
                Severity.OK,
                "a command over Kafka terminated a session opened for the drill in " + millis
                        + " ms, through decision, log store and emergency connection",
                List.of(
                        "backend " + session.pid() + ": TERMINATED",
                        "terminated sessions: " + result.terminatedCount() + "; no other session was signalled"),
                List.of());
    }

    private static Finding check(Severity severity, String reason) {
        return new Finding(Drill.NAME, severity, reason, List.of(), List.of());
    }
}
