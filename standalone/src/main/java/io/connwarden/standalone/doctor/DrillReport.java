package io.connwarden.standalone.doctor;

import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.doctor.assessment.Check;
import io.connwarden.doctor.assessment.Standing;
import java.time.Duration;
import java.util.List;

/** Reads a drill's result. */
final class DrillReport {
    private DrillReport() {}

    static Check of(Result result, SessionId session, boolean gone) {
        SessionReport report = result.sessions().stream()
                .filter(told -> told.pid() == session.pid())
                .findFirst()
                .orElse(null);
        if (report == null) {
            return check(
                    Standing.OBSTACLE,
                    "the command was answered " + result.outcome() + ": "
                            + result.decision().reason());
        }
        if (report.outcome() == SessionOutcome.TERMINATED && gone) {
            return alone(result) ? ended(result, session) : more(result);
        }
        // A superuser's session is spared whatever is commanded, which proves nothing against the path.
        boolean superuser = report.outcome() == SessionOutcome.PROTECTED
                && report.reason() != null
                && report.reason().contains("superuser");
        return check(
                report.outcome() == SessionOutcome.PROTECTED ? Standing.LIMIT : Standing.OBSTACLE,
                "the session was not ended: " + report.outcome() + ", " + report.reason()
                        + (superuser ? "; hold the drill as the role that Connwarden will have" : ""));
    }

    /** Whether one session was ended and no other, by the count as by the reports. */
    private static boolean alone(Result result) {
        return result.terminatedCount() == 1 && terminated(result) == 1;
    }

    private static long terminated(Result result) {
        return result.sessions().stream()
                .filter(told -> told.outcome() == SessionOutcome.TERMINATED)
                .count();
    }

    private static Check more(Result result) {
        return check(
                Standing.OBSTACLE,
                "the session was ended, but the answer does not say that it was the only one: " + terminated(result)
                        + " reported as terminated, " + result.terminatedCount() + " counted");
    }

    private static Check ended(Result result, SessionId session) {
        long millis = Duration.between(result.startedAt(), result.finishedAt()).toMillis();
        return new Check(
                Drill.NAME,
                Standing.FINE,
                "a session opened for it was ended by a command over Kafka, through decision, log store and emergency"
                        + " lane, in " + millis + " ms",
                List.of(
                        "backend " + session.pid() + ": TERMINATED",
                        "terminated in all: " + result.terminatedCount() + "; nobody else was touched"),
                List.of());
    }

    private static Check check(Standing standing, String reason) {
        return new Check(Drill.NAME, standing, reason, List.of(), List.of());
    }
}
