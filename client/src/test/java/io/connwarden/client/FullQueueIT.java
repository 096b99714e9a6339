package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue that holds a single query: what a batch makes of it, and what becomes of who waits there at the close. */
class FullQueueIT {
    private static final QueryOptions BATCH = QueryOptions.batch("batch");

    private final List<Query<Long>> twelve = Collections.nCopies(12, Routers.number("SELECT 1"));
    private final CountDownLatch release = new CountDownLatch(1);
    private final QueryRouter router = QueryRouter.open(Routers.settings("full-queue-it")
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
    void a_batch_on_an_idle_system_refuses_none_of_its_own() {
        assertAllAnswered(router.executeBatchQueries(twelve, BATCH));
    }

    @Test
    void nor_does_one_that_is_held_for_a_while() {
        router.health().onHealth(HealthSamples.of(Status.CRITICAL));
        Background<List<BatchOutcome<Long>>> batch = Background.run(() -> router.executeBatchQueries(twelve, BATCH));
        await().until(() -> router.status().queueLength() == 1);
        router.health().onHealth(HealthSamples.of(Status.HEALTHY));
        assertAllAnswered(batch.answer());
    }

    @Test
    void closing_refuses_who_waits_for_a_turn_that_does_not_end() {
        CompletableFuture<Boolean> hoarder = router.executeQueryAsync(connection -> hoard(), BATCH);
        CompletableFuture<Boolean> other = router.executeQueryAsync(connection -> hoard(), BATCH);
        await().until(() -> router.status().standard().inFlight() == 2);
        Background<Long> waiting = Background.run(
                () -> router.executeQuery(Routers.number("SELECT 1"), BATCH.withTimeout(Duration.ofSeconds(15))));
        await().until(() -> router.status().queueLength() == 1);
        router.close();
        assertThat(waiting.failure()).isInstanceOf(QueryRefusedException.class).hasMessageContaining("closed");
        assertThat(hoarder).isNotDone();
        assertThat(other).isNotDone();
    }

    private boolean hoard() {
        try {
            return release.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertAllAnswered(List<BatchOutcome<Long>> outcomes) {
        assertThat(outcomes)
                .hasSize(12)
                .allSatisfy(outcome -> assertThat(outcome.orThrow()).isEqualTo(1));
    }
}
