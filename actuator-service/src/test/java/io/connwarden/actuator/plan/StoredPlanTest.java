package io.connwarden.actuator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.alerting.Fault;
import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.Plans.PlanEnd;
import io.connwarden.sql.store.Plans.PlanOrigin;
import io.connwarden.sql.store.Plans.PlanRow;
import io.connwarden.sql.store.Plans.PlanSessionRow;
import io.connwarden.sql.store.Plans.PlanStatus;
import io.connwarden.sql.store.Plans.PlannedActivity;
import io.connwarden.sql.store.Plans.StoredPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredPlanTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00.123456Z");
    private static final UUID ID = UUID.fromString("3f0c2c9e-5b1d-4f6e-9a57-0d4c8c1be2a4");
    private static final EventId COMMAND = new EventId("urn:ann", "approve-1");

    @Test
    void a_stored_plan_is_the_input_of_a_decision_with_the_activity_of_its_sessions() {
        Plan plan = PlanReader.toPlan(stored(null, "web"));
        assertThat(plan)
                .isEqualTo(new Plan(
                        ID,
                        "orders-db",
                        new Plan.Origin(RuleId.R1, "role 'shop'"),
                        NOW.plusSeconds(900),
                        null,
                        List.of(new Plan.PlannedSession(
                                new SessionId(1, NOW),
                                SignalKind.TERMINATE,
                                SessionState.IDLE_IN_TRANSACTION,
                                NOW,
                                NOW.minusSeconds(5)))));
    }

    @Test
    void the_end_of_a_plan_names_command_and_time() {
        assertThat(PlanReader.toPlan(stored(new PlanEnd(PlanStatus.APPROVED, NOW, "ann", COMMAND)))
                        .end())
                .isEqualTo("was approved by ann at 2026-03-01T03:00:00Z");
        assertThat(PlanReader.toPlan(stored(new PlanEnd(PlanStatus.REJECTED, NOW, "ann", COMMAND)))
                        .end())
                .isEqualTo("was rejected by ann at 2026-03-01T03:00:00Z");
        assertThat(PlanReader.toPlan(stored(new PlanEnd(PlanStatus.EXPIRED, NOW, null, null)))
                        .end())
                .isEqualTo("expired at 2026-03-01T03:00:00Z");
    }

    @Test
    void a_repeated_command_finds_its_own_approval_as_pending_and_another_command_does_not() {
        StoredPlan approved = stored(new PlanEnd(PlanStatus.APPROVED, NOW, "ann", COMMAND));
        assertThat(PlanReader.toPlan(approved, COMMAND).end()).isNull();
        assertThat(PlanReader.toPlan(approved, new EventId("urn:bob", "approve-1"))
                        .end())
                .startsWith("was approved by ann");
    }

    @Test
    void pending_plans_are_one_fault_with_the_applications_that_have_most_sessions() {
        assertThat(PendingPlanFault.of(List.of())).isEmpty();
        assertThat(PendingPlanFault.of(
                        List.of(stored(null, "job", "web", "web", null), stored(null, "a", "b", "c", "d", "e", "f"))))
                .contains(new Fault(
                        FaultKind.PLAN_AWAITS_APPROVAL,
                        Duration.ZERO,
                        "plan " + ID + " of R1 until 2026-03-01T03:15:00.123456Z, 4 sessions of 'web' (2), '' (1),"
                                + " 'job' (1): too many; plan " + ID + " of R1 until 2026-03-01T03:15:00.123456Z,"
                                + " 6 sessions of 'a' (1), 'b' (1), 'c' (1), 'd' (1), 'e' (1) and 1 more application:"
                                + " too many"));
    }

    private static StoredPlan stored(@Nullable PlanEnd end, @Nullable String... applications) {
        List<PlanSessionRow> sessions = new ArrayList<>();
        for (String application : applications) {
            sessions.add(new PlanSessionRow(
                    new SessionId(sessions.size() + 1, NOW),
                    SignalKind.TERMINATE,
                    new PlannedActivity("idle in transaction", NOW, NOW.minusSeconds(5)),
                    "shop",
                    application,
                    "orders"));
        }
        return new StoredPlan(
                new PlanRow(
                        ID, "orders-db", new PlanOrigin("R1", "role 'shop'"), "too many", NOW, NOW.plusSeconds(900)),
                sessions,
                end);
    }
}
