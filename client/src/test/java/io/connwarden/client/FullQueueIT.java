package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue with capacity 1: batches larger than the queue, and the close while a call waits. */
class FullQueueIT {
    private static final QueryOptions BATCH = QueryOptions.batch("batch");

    private final List<Query<Long>> twelve = Collections.nCopies(12, TestRouters.numberQuery("SELECT 1"));
    private final CountDownLatch holding = new CountDownLatch(2);
    private final CountDownLatch release = new CountDownLatch(1);
    private final QueryRouter router = QueryRouter.open(TestRouters.settings("full-queue-it")
            .maxConnections(6)
            .reservedConnections(2)
            .lowPriorityConnections(2)
            .queueCapacity(1)
            .build());

    @AfterEach
    void close() {
        release.countDown();
        router.close();
    }

    @Test
    void a_batch_larger_than_the_queue_succeeds_on_an_idle_router() {
        assertAllAnswered(router.executeBatchQueries(twelve, BATCH));
    }

    @Test
    void a_batch_blocked_by_critical_health_succeeds_after_recovery() {
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        TestThreads<List<BatchOutcome<Long>>> batch = TestThreads.run(() -> router.executeBatchQueries(twelve, BATCH));
        await().until(() -> router.status().queueLength() == 1);
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.HEALTHY));
        assertAllAnswered(batch.result());
    }

    @Test
    void close_rejects_a_call_that_waits_for_a_turn() {
        CompletableFuture<Boolean> holder = router.executeQueryAsync(connection -> holdConnection(), BATCH);
        CompletableFuture<Boolean> other = router.executeQueryAsync(connection -> holdConnection(), BATCH);
        // A call counts as running before it has a connection. Without a connection close() rejects it.
        await().until(() -> holding.getCount() == 0);
        TestThreads<Long> waiting = TestThreads.run(() ->
                router.executeQuery(TestRouters.numberQuery("SELECT 1"), BATCH.withTimeout(Duration.ofMinutes(4))));
        await().until(() -> router.status().queueLength() == 1);
        router.close();
        assertThat(waiting.failure()).isInstanceOf(QueryRejectedException.class).hasMessageContaining("closed");
        assertThat(holder).isNotDone();
        assertThat(other).isNotDone();
    }

    private boolean holdConnection() {
        holding.countDown();
        try {
            return release.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertAllAnswered(List<BatchOutcome<Long>> outcomes) {
        assertThat(outcomes)
                .hasSize(12)
                .allSatisfy(outcome -> assertThat(outcome.getOrThrow()).isEqualTo(1));
    }
}
