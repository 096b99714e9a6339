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
            return ended(result, session);
        }
        // A superuser's session is spared whatever is commanded, which proves nothing against the path.
        Standing standing = report.outcome() == SessionOutcome.PROTECTED ? Standing.LIMIT : Standing.OBSTACLE;
        return check(
                standing,
                "the session was not ended: " + report.outcome() + ", " + report.reason()
                        + (report.outcome() == SessionOutcome.PROTECTED
                                ? "; hold the drill as the role that Connwarden will have"
                                : ""));
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
