package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permits of queries that do not return. Low priority has a single permit, so a permit that is not released shows. */
class AbandonedPermitIT {
    private static final QueryOptions HOLDING = QueryOptions.batch("holds").withTimeout(Duration.ofSeconds(2));
    private static final QueryOptions NEXT = QueryOptions.batch("next").withTimeout(Duration.ofMinutes(5));

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger started = new AtomicInteger();
    private final QueryRouter router = QueryRouter.open(TestRouters.settings("turns-it")
            .maxConnections(4)
            .reservedConnections(1)
            .fallbackConnections(0)
            .lowPriorityConnections(1)
            .abandonedTimeout(Duration.ofMillis(300))
            .build());

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
        TestThreads<Integer> holder = runUntilStarted();
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 1"), NEXT))
                .isEqualTo(1);
        assertThat(holder.runningCount()).isEqualTo(1);
    }

    @Test
    void an_abandoned_async_query_releases_its_permit_and_thread() {
        CompletableFuture<Integer> holder = submitUntilStarted(() -> router.executeQueryAsync(holdingQuery(), HOLDING));
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        assertThat(router.executeQueryAsync(TestRouters.numberQuery("SELECT 1"), NEXT)
                        .join())
                .isEqualTo(1);
        assertThatTimedOut(holder);
    }

    @Test
    void an_abandoned_high_priority_query_releases_its_permit() {
        CompletableFuture<Integer> holder =
                submitUntilStarted(() -> router.executeHighPriorityQueryAsync(holdingQuery(), HOLDING));
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        assertThat(router.executeHighPriorityQueryAsync(TestRouters.numberQuery("SELECT 1"), NEXT)
                        .join())
                .isEqualTo(1);
        assertThatTimedOut(holder);
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
        TestThreads<Integer> holder = runUntilStarted();
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        await().until(() -> !router.status().isProcessingQueue());
        release.countDown();
        assertThat(holder.result()).isEqualTo(1);
        CompletableFuture<Long> one;
        CompletableFuture<Long> two;
        try (AdvisoryLockBlocker blocker = AdvisoryLockBlocker.lock(4701)) {
            one = router.executeQueryAsync(blocker.blockedQuery(), NEXT);
            two = router.executeQueryAsync(blocker.blockedQuery(), NEXT);
            await().until(() -> blocker.waitingSessions() == 1);
            assertThat(router.status().queueLength()).isEqualTo(1);
        }
        assertThat(one.join() + two.join()).isEqualTo(14);
    }

    @Test
    void a_future_callback_may_run_another_query() {
        CompletableFuture<Long> nested;
        try (AdvisoryLockBlocker blocker = AdvisoryLockBlocker.lock(4702)) {
            nested = router.executeQueryAsync(blocker.blockedQuery(), NEXT)
                    .thenApply(first -> first + router.executeQuery(TestRouters.numberQuery("SELECT 1"), NEXT))
                    .thenApply(two -> two
                            + router.executeQueryAsync(TestRouters.numberQuery("SELECT 1"), NEXT)
                                    .join());
            await().until(() -> blocker.waitingSessions() == 1);
        }
        assertThat(nested.join()).isEqualTo(9);
    }

    /** Asserts that the future has failed although its query has not returned. */
    private static void assertThatTimedOut(CompletableFuture<?> abandoned) {
        assertThatThrownBy(abandoned::join)
                .cause()
                .isInstanceOfSatisfying(
                        QueryTimeoutException.class, e -> assertThat(e.effect()).isEqualTo(FailureEffect.POSSIBLE));
    }

    /** Repeats the call until the query has started. On a busy machine, the deadline may expire before the start. */
    private TestThreads<Integer> runUntilStarted() {
        while (true) {
            TestThreads<Integer> holder = TestThreads.run(() -> router.executeQuery(holdingQuery(), HOLDING));
            await().until(() -> started.get() == 1 || holder.runningCount() == 0);
            if (started.get() == 1) {
                return holder;
            }
        }
    }

    private CompletableFuture<Integer> submitUntilStarted(Supplier<CompletableFuture<Integer>> submit) {
        while (true) {
            CompletableFuture<Integer> holder = submit.get();
            await().until(() -> started.get() == 1 || holder.isDone());
            if (started.get() == 1) {
                return holder;
            }
        }
    }

    private Query<Integer> holdingQuery() {
        return connection -> {
            started.incrementAndGet();
            try {
                return release.await(10, TimeUnit.MINUTES) ? 1 : 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
