package io.connwarden.actuator.plan;

import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.Plan.PlannedSession;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.sql.store.Plans.PlanEnd;
import io.connwarden.sql.store.Plans.PlanSessionRow;
import io.connwarden.sql.store.Plans.StoredPlan;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The conversion of stored plans to the input of a decision. Thread-safe. */
public final class PlanReader {
    private PlanReader() {}

    public static Plan toPlan(StoredPlan stored) {
        return toPlan(stored, stored.end());
    }

    /**
     * Converts a plan for a command that decides it. A command that is executed again, after a crash before its intent,
     * finds the plan as it was before its own approval.
     */
    public static Plan toPlan(StoredPlan stored, EventId command) {
        PlanEnd end = stored.end();
        return toPlan(stored, end != null && command.equals(end.command()) ? null : end);
    }

    private static Plan toPlan(StoredPlan stored, @Nullable PlanEnd end) {
        return new Plan(
                stored.plan().id(),
                stored.plan().target(),
                new Plan.Origin(
                        RuleId.valueOf(stored.plan().rule()),
                        stored.plan().origin().scope()),
                stored.plan().expiresAt(),
                end == null ? null : describe(end),
                stored.sessions().stream().map(PlanReader::toSession).toList());
    }

    private static PlannedSession toSession(PlanSessionRow row) {
        return new PlannedSession(
                row.id(),
                row.kind(),
                SessionState.fromPostgresName(row.activity().state()),
                row.activity().stateChange(),
                row.activity().xactStart());
    }

    private static String describe(PlanEnd end) {
        String at = " at " + end.at().truncatedTo(ChronoUnit.SECONDS);
        return switch (end.status()) {
            case APPROVED -> "was approved by " + end.by() + at;
            case REJECTED -> "was rejected by " + end.by() + at;
            case EXPIRED -> "expired" + at;
            case PENDING -> throw new IllegalArgumentException("status of an ended plan must not be PENDING");
        };
    }
}
