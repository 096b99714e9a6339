package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Applied;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds a turn, and for how long: with a single one for low priority, so that whoever keeps it stops the rest. */
class AbandonedTurnIT {
    private static final QueryOptions HOLDING = QueryOptions.batch("hoards").withTimeout(Duration.ofSeconds(2));
    private static final QueryOptions NEXT = QueryOptions.batch("next").withTimeout(Duration.ofSeconds(20));

    private final CountDownLatch release = new CountDownLatch(1);
    private final QueryRouter router = QueryRouter.open(TestRouters.settings("turns-it")
            .maxConnections(4)
            .reservedConnections(1)
            .fallbackConnections(0)
            .lowPriorityConnections(1)
            .abandonedTimeout(Duration.ofMillis(300))
            .build());

    /** So that what hoards reaches its connection long before its deadline. */
    @BeforeEach
    void connect() {
        router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("warm"));
        router.executeHighPriorityQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("warm"));
    }

    @AfterEach
    void close() {
        release.countDown();
        router.close();
    }

    @Test
    void an_abandoned_query_releases_its_permit() {
        TestThreads<Integer> hoarder = TestThreads.run(() -> router.executeQuery(holdingQuery(), HOLDING));
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 1"), NEXT))
                .isEqualTo(1);
        assertThat(hoarder.runningCount()).isEqualTo(1);
    }

    @Test
    void an_abandoned_async_query_releases_its_permit_and_thread() {
        CompletableFuture<Integer> hoarder = router.executeQueryAsync(holdingQuery(), HOLDING);
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        assertThat(router.executeQueryAsync(TestRouters.numberQuery("SELECT 1"), NEXT)
                        .join())
                .isEqualTo(1);
        assertThatTimedOut(hoarder);
    }

    @Test
    void an_abandoned_high_priority_query_releases_its_permit() {
        CompletableFuture<Integer> hoarder = router.executeHighPriorityQueryAsync(holdingQuery(), HOLDING);
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        assertThat(router.executeHighPriorityQueryAsync(TestRouters.numberQuery("SELECT 1"), NEXT)
                        .join())
                .isEqualTo(1);
        assertThatTimedOut(hoarder);
    }

    @Test
    void a_batch_does_not_wait_for_a_query_that_does_not_return() {
        List<BatchOutcome<Integer>> outcomes = router.executeBatchQueries(List.of(holdingQuery()), HOLDING);
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        BatchOutcome.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(QueryTimeoutException.class));
    }

    @Test
    void a_permit_of_an_abandoned_query_is_released_only_once() {
        TestThreads<Integer> hoarder = TestThreads.run(() -> router.executeQuery(holdingQuery(), HOLDING));
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        await().until(() -> !router.status().isProcessingQueue());
        release.countDown();
        assertThat(hoarder.result()).isEqualTo(1);
        CompletableFuture<Long> one;
        CompletableFuture<Long> two;
        try (AdvisoryLockBlocker roadblock = AdvisoryLockBlocker.lock(4701)) {
            one = router.executeQueryAsync(roadblock.blockedQuery(), NEXT);
            two = router.executeQueryAsync(roadblock.blockedQuery(), NEXT);
            await().until(() -> roadblock.waitingSessions() == 1);
            assertThat(router.status().queueLength()).isEqualTo(1);
        }
        assertThat(one.join() + two.join()).isEqualTo(14);
    }

    @Test
    void a_future_callback_may_run_another_query() {
        CompletableFuture<Long> nested;
        try (AdvisoryLockBlocker roadblock = AdvisoryLockBlocker.lock(4702)) {
            nested = router.executeQueryAsync(roadblock.blockedQuery(), NEXT)
                    .thenApply(first -> first + router.executeQuery(TestRouters.numberQuery("SELECT 1"), NEXT))
                    .thenApply(two -> two
                            + router.executeQueryAsync(TestRouters.numberQuery("SELECT 1"), NEXT)
                                    .join());
            await().until(() -> roadblock.waitingSessions() == 1);
        }
        assertThat(nested.join()).isEqualTo(9);
    }

    /** Whoever waits for it need not wait for code that does not return. */
    private static void assertThatTimedOut(CompletableFuture<?> abandoned) {
        assertThatThrownBy(abandoned::join)
                .cause()
                .isInstanceOfSatisfying(
                        QueryTimeoutException.class,
                        e -> assertThat(e.applied()).isEqualTo(Applied.POSSIBLY));
    }

    private Query<Integer> holdingQuery() {
        return connection -> {
            try {
                return release.await(60, TimeUnit.SECONDS) ? 1 : 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
