package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.status.CallOutcome;
import io.connwarden.client.status.LowPriorityLimit;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Low priority: batches, and their throttling by the target's health. */
class LowPriorityIT {
    private QueryRouter router;

    @BeforeEach
    void open() {
        router = QueryRouter.open(
                TestRouters.settings("batch-it").maxConnections(6).build());
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void a_batch_answers_in_order_and_one_failure_does_not_stop_the_others() {
        List<Query<Long>> queries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            queries.add(TestRouters.numberQuery(i == 20 ? "SELECT 1 / 0" : "SELECT " + i));
        }
        List<BatchOutcome<Long>> outcomes = router.executeBatchQueries(queries, QueryOptions.general("batch"));
        assertThat(outcomes).hasSize(50);
        assertThat(outcomes.get(49).getOrThrow()).isEqualTo(49);
        assertThatThrownBy(() -> outcomes.get(20).getOrThrow())
                .isInstanceOfSatisfying(
                        QueryFailedException.class,
                        e -> assertThat(e.sqlState()).isEqualTo("22012"));
        assertThat(router.status().queries().get("batch").outcomes())
                .containsEntry(CallOutcome.SUCCEEDED, 49L)
                .containsEntry(CallOutcome.FAILED, 1L);
    }

    @Test
    void an_interrupted_batch_leaves_no_query_running() {
        Query<Long> endless = TestRouters.numberQuery("SELECT 1 FROM pg_sleep(60)");
        TestThreads<List<BatchOutcome<Long>>> batch = TestThreads.run(() -> router.executeBatchQueries(
                List.of(endless, endless, endless, endless, endless, endless), QueryOptions.general("endless")));
        await().until(() -> router.status().standard().running() > 0);
        batch.thread().interrupt();
        assertThat(batch.failure()).isInstanceOf(QueryInterruptedException.class);
        await().until(() -> router.status().standard().running() == 0);
        assertThat(router.status().queueLength()).isZero();
    }

    @Test
    void an_error_ends_the_batch_and_leaves_no_query_running() {
        Query<Long> endless = TestRouters.numberQuery("SELECT 1 FROM pg_sleep(60)");
        Query<Long> broken = connection -> {
            throw new StackOverflowError("the query's own code is broken");
        };
        assertThatThrownBy(() ->
                        router.executeBatchQueries(List.of(broken, endless, endless), QueryOptions.general("broken")))
                .isInstanceOf(StackOverflowError.class);
        await().until(() -> router.status().standard().running() == 0);
        assertThat(router.status().queueLength()).isZero();
    }

    @Test
    void critical_health_blocks_low_priority_only_until_health_recovers() {
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        TestThreads<Long> low = new TestThreads<Long>()
                .start(3, () -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.batch("low")));
        await().until(() -> router.status().queueLength() == 3);
        assertThat(router.status().lowPriorityLimit())
                .isInstanceOfSatisfying(
                        LowPriorityLimit.Blocked.class,
                        held -> assertThat(held.reason()).contains("CRITICAL"));
        assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 2"), QueryOptions.read("normal")))
                .isEqualTo(2);
        assertThat(low.runningCount()).isEqualTo(3);
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.HEALTHY));
        assertThat(low.results()).containsOnly(1L);
    }

    @Test
    void a_query_blocked_until_its_deadline_reports_the_target_status() {
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        QueryOptions brief = QueryOptions.batch("held").withTimeout(Duration.ofMillis(100));
        assertThatThrownBy(() -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), brief))
                .isInstanceOf(QueryTimeoutException.class)
                .hasMessageContaining("low priority is blocked: target 'orders-db' is CRITICAL");
    }

    @Test
    void warning_health_limits_the_start_rate_of_low_priority() {
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.WARNING));
        List<Query<Long>> queries = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            queries.add(TestRouters.numberQuery("SELECT 1"));
        }
        long start = System.nanoTime();
        assertThat(router.executeBatchQueries(queries, QueryOptions.general("slowed")))
                .hasSize(9);
        // The limiter grants one permit per 100 ms, counted from its own start. The first query may start late in such
        // an interval, so the ninth starts at least 0.7 s after it.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(650));
    }

    @Test
    void monitored_work_is_counted_under_its_name() {
        Long answer = router.withConnectionMonitoring(
                () -> router.executeQuery(TestRouters.numberQuery("SELECT 6"), QueryOptions.read("inner")), "outer");
        assertThat(answer).isEqualTo(6);
        assertThat(router.status().queries()).containsKeys("inner", "outer");
    }
}
