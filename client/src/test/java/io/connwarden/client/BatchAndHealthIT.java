package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.client.pressure.LowPriority;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.status.CallEnd;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Low priority: batches, and what the target's health does to them. */
class BatchAndHealthIT {
    private QueryRouter router;

    @BeforeEach
    void open() {
        router = QueryRouter.open(Routers.settings("batch-it").maxConnections(6).build());
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void a_batch_answers_in_order_and_one_failure_does_not_stop_the_others() {
        List<Query<Long>> queries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            queries.add(Routers.number(i == 20 ? "SELECT 1 / 0" : "SELECT " + i));
        }
        List<BatchOutcome<Long>> outcomes = router.executeBatchQueries(queries, QueryOptions.named("batch"));
        assertThat(outcomes).hasSize(50);
        assertThat(outcomes.get(49).orThrow()).isEqualTo(49);
        assertThatThrownBy(() -> outcomes.get(20).orThrow())
                .isInstanceOfSatisfying(
                        QueryFailedException.class,
                        e -> assertThat(e.sqlState()).isEqualTo("22012"));
        assertThat(router.status().queries().get("batch").ends())
                .containsEntry(CallEnd.SUCCEEDED, 49L)
                .containsEntry(CallEnd.FAILED, 1L);
    }

    @Test
    void an_interrupted_batch_leaves_nothing_under_way() {
        Query<Long> endless = Routers.number("SELECT 1 FROM pg_sleep(60)");
        Background<List<BatchOutcome<Long>>> batch = Background.run(() -> router.executeBatchQueries(
                List.of(endless, endless, endless, endless, endless, endless), QueryOptions.named("endless")));
        await().until(() -> router.status().standard().inFlight() > 0);
        batch.thread().interrupt();
        assertThat(batch.failure()).isInstanceOf(QueryInterruptedException.class);
        await().until(() -> router.status().standard().inFlight() == 0);
        assertThat(router.status().queueLength()).isZero();
    }

    @Test
    void an_error_ends_the_batch_and_leaves_nothing_under_way() {
        Query<Long> endless = Routers.number("SELECT 1 FROM pg_sleep(60)");
        Query<Long> broken = connection -> {
            throw new StackOverflowError("the query's own code is broken");
        };
        assertThatThrownBy(() ->
                        router.executeBatchQueries(List.of(broken, endless, endless), QueryOptions.named("broken")))
                .isInstanceOf(StackOverflowError.class);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> router.status().standard().inFlight() == 0);
        assertThat(router.status().queueLength()).isZero();
    }

    @Test
    void at_critical_low_priority_is_held_normal_is_not_and_better_health_frees_it() {
        router.health().onHealth(HealthSamples.of(Status.CRITICAL));
        Background<Long> low = new Background<Long>()
                .start(3, () -> router.executeQuery(Routers.number("SELECT 1"), QueryOptions.batch("low")));
        await().until(() -> router.status().queueLength() == 3);
        assertThat(router.status().lowPriority())
                .isInstanceOfSatisfying(
                        LowPriority.Held.class,
                        held -> assertThat(held.reason()).contains("CRITICAL"));
        assertThat(router.executeQuery(Routers.number("SELECT 2"), QueryOptions.read("normal")))
                .isEqualTo(2);
        assertThat(low.stillRunning()).isEqualTo(3);
        router.health().onHealth(HealthSamples.of(Status.HEALTHY));
        assertThat(low.answers()).containsOnly(1L);
    }

    @Test
    void what_is_held_beyond_its_deadline_is_told_why() {
        router.health().onHealth(HealthSamples.of(Status.CRITICAL));
        QueryOptions brief = QueryOptions.batch("held").withTimeout(Duration.ofMillis(100));
        assertThatThrownBy(() -> router.executeQuery(Routers.number("SELECT 1"), brief))
                .isInstanceOf(QueryTimeoutException.class)
                .hasMessageContaining("held because target 'orders-db' is CRITICAL");
    }

    @Test
    void at_warning_low_priority_begins_at_a_bounded_rate() {
        router.health().onHealth(HealthSamples.of(Status.WARNING));
        List<Query<Long>> queries = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            queries.add(Routers.number("SELECT 1"));
        }
        long start = System.nanoTime();
        assertThat(router.executeBatchQueries(queries, QueryOptions.named("slowed")))
                .hasSize(9);
        // Ten a second, in steps of 100 ms counted from the limiter's own beginning: the first takes the rest of a
        // step, so the ninth begins at least 0.7 s after it.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(650));
    }

    @Test
    void monitored_work_is_counted_under_its_name() {
        Long answer = router.withConnectionMonitoring(
                () -> router.executeQuery(Routers.number("SELECT 6"), QueryOptions.read("inner")), "outer");
        assertThat(answer).isEqualTo(6);
        assertThat(router.status().queries()).containsKeys("inner", "outer");
    }
}
