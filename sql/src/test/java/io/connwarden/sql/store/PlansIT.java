package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.Intents.IntentBaseline;
import io.connwarden.sql.store.Intents.IntentDecision;
import io.connwarden.sql.store.Intents.NewIntent;
import io.connwarden.sql.store.Plans.PlanEnd;
import io.connwarden.sql.store.Plans.PlanOrigin;
import io.connwarden.sql.store.Plans.PlanRow;
import io.connwarden.sql.store.Plans.PlanSessionRow;
import io.connwarden.sql.store.Plans.PlanStatus;
import io.connwarden.sql.store.Plans.PlannedActivity;
import io.connwarden.sql.store.Plans.StoredPlan;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class PlansIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00.123456Z");
    private static final Instant EXPIRES = NOW.plusSeconds(900);
    private static final EventId COMMAND = new EventId("urn:test", "approve-1");
    private static final PlanSessionRow IDLE = new PlanSessionRow(
            new SessionId(11, NOW), SignalKind.TERMINATE, new PlannedActivity("idle", NOW, null), "u", "web", "orders");
    private static final PlanSessionRow RUNNING = new PlanSessionRow(
            new SessionId(12, NOW),
            SignalKind.CANCEL,
            new PlannedActivity("active", NOW.minusSeconds(60), NOW.minusSeconds(61)),
            null,
            null,
            null);

    private final Plans plans = new Plans(STORE.dataSource);
    private final Intents intents = new Intents(STORE.dataSource);

    @Test
    void a_pending_plan_is_read_as_written() {
        PlanRow plan = write("read", "R1");
        StoredPlan stored = new StoredPlan(plan, List.of(RUNNING, IDLE), null);
        assertThat(plans.lock(plan.id())).contains(stored);
        assertThat(plans.pending(List.of("read", "other"), NOW)).containsExactly(stored);
        assertThat(plans.ofIntent(intentOf(plan))).contains(new PlanSummary(plan.id(), "R1", 2, NOW, EXPIRES));
        assertThat(plans.ofIntent(-1)).isEmpty();
        assertThat(plans.lock(UUID.randomUUID())).isEmpty();
    }

    @Test
    void from_its_expiry_a_plan_is_neither_pending_nor_approved() {
        PlanRow plan = write("expiry", "R1");
        assertThat(plans.pending(List.of("expiry"), EXPIRES.minusMillis(1))).hasSize(1);
        assertThat(plans.pending(List.of("expiry"), EXPIRES)).isEmpty();
        assertThat(plans.approve(plan.id(), "ann", COMMAND, EXPIRES)).isFalse();
        assertThat(plans.reject(plan.id(), "ann", COMMAND, EXPIRES)).isFalse();
        plans.expire("expiry", List.of(), EXPIRES.plusSeconds(5));
        assertThat(end(plan)).isEqualTo(new PlanEnd(PlanStatus.EXPIRED, EXPIRES, null, null));
    }

    @Test
    void a_withdrawn_plan_expires_at_once_and_the_plan_of_another_rule_stays() {
        PlanRow withdrawn = write("withdrawn", "R1");
        PlanRow other = write("withdrawn", "R3");
        plans.expire("withdrawn", List.of(withdrawn.id()), NOW.plusSeconds(1));
        assertThat(end(withdrawn)).isEqualTo(new PlanEnd(PlanStatus.EXPIRED, NOW.plusSeconds(1), null, null));
        assertThat(plans.pending(List.of("withdrawn"), NOW))
                .extracting(StoredPlan::plan)
                .containsExactly(other);
    }

    @Test
    void a_plan_is_approved_once_and_is_not_rejected_afterwards() {
        PlanRow plan = write("approved", "R1");
        assertThat(plans.approve(plan.id(), "ann", COMMAND, NOW)).isTrue();
        assertThat(plans.approve(plan.id(), "bob", COMMAND, NOW)).isFalse();
        assertThat(plans.reject(plan.id(), "bob", COMMAND, NOW)).isFalse();
        assertThat(end(plan)).isEqualTo(new PlanEnd(PlanStatus.APPROVED, NOW, "ann", COMMAND));
    }

    @Test
    void of_two_concurrent_approvals_one_changes_the_plan() throws Exception {
        PlanRow plan = write("race", "R1");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CountDownLatch start = new CountDownLatch(1);
            Future<Boolean> first = threads.submit(() -> approveAfter(start, plan));
            Future<Boolean> second = threads.submit(() -> approveAfter(start, plan));
            start.countDown();
            assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_rejected_plan_is_found_for_its_target_until_its_time_is_over() {
        PlanRow plan = write("rejected", "R1");
        assertThat(plans.reject(plan.id(), "ann", COMMAND, NOW)).isTrue();
        assertThat(plans.rejectedSince("rejected", NOW.minusMillis(1)))
                .singleElement()
                .satisfies(stored -> {
                    assertThat(stored.plan()).isEqualTo(plan);
                    assertThat(stored.sessions()).containsExactly(RUNNING, IDLE);
                });
        assertThat(plans.rejectedSince("rejected", NOW)).isEmpty();
        assertThat(plans.rejectedSince("other", NOW.minusMillis(1))).isEmpty();
    }

    @Test
    void a_rule_has_one_pending_plan_per_target_and_scope() {
        PlanRow first = write("single", "R1");
        assertThatThrownBy(() -> write("single", "R1")).isInstanceOf(DuplicateKeyException.class);
        write("single", "R2");
        write("single-2", "R1");
        PlanRow withinLimit = write("single", new PlanOrigin("R1", "role 'shop'"));
        assertThat(plans.pending(List.of("single"), NOW))
                .extracting(StoredPlan::plan)
                .contains(first, withinLimit);
        plans.reject(first.id(), "ann", COMMAND, NOW);
        write("single", "R1");
    }

    @Test
    void a_plan_is_deleted_with_its_intent() {
        PlanRow plan = write("deleted", "R1");
        STORE.sql.update("DELETE FROM intents WHERE id = ?", intentOf(plan));
        assertThat(plans.lock(plan.id())).isEmpty();
        assertThat(STORE.sql.queryForObject(
                        "SELECT count(*) FROM plan_sessions WHERE plan_id = ?", Integer.class, plan.id()))
                .isZero();
    }

    private boolean approveAfter(CountDownLatch start, PlanRow plan) throws InterruptedException {
        start.await();
        return Boolean.TRUE.equals(STORE.transaction.execute(status -> plans.approve(plan.id(), "ann", COMMAND, NOW)));
    }

    private PlanEnd end(PlanRow plan) {
        return plans.lock(plan.id()).orElseThrow().end();
    }

    private long intentOf(PlanRow plan) {
        return STORE.sql.queryForObject("SELECT intent_id FROM plans WHERE id = ?", Long.class, plan.id());
    }

    /** Writes a plan that cancels a query and terminates an idle session. */
    private PlanRow write(String target, String rule) {
        return write(target, new PlanOrigin(rule, ""));
    }

    private PlanRow write(String target, PlanOrigin origin) {
        PlanRow plan = new PlanRow(UUID.randomUUID(), target, origin, "two sessions", NOW, EXPIRES);
        long intent = intents.write(new NewIntent(
                STORE.accept("command-" + plan.id(), target),
                target,
                new IntentDecision(1, origin.rule(), "two sessions", true, "[]"),
                new IntentBaseline("CRITICAL", 95.5, 40, 0),
                List.of(),
                NOW));
        plans.write(plan, intent, List.of(RUNNING, IDLE));
        return plan;
    }
}
