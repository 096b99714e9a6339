package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Effect;
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
class TurnsIT {
    private static final QueryOptions HOARDS = QueryOptions.batch("hoards").withTimeout(Duration.ofSeconds(2));
    private static final QueryOptions NEXT = QueryOptions.batch("next").withTimeout(Duration.ofSeconds(20));

    private final CountDownLatch release = new CountDownLatch(1);
    private final QueryRouter router = QueryRouter.open(Routers.settings("turns-it")
            .maxConnections(4)
            .reservedConnections(1)
            .fallbackConnections(0)
            .lowPriorityConnections(1)
            .abandonedAfter(Duration.ofMillis(300))
            .build());

    /** So that what hoards reaches its connection long before its deadline. */
    @BeforeEach
    void connect() {
        router.executeQuery(Routers.number("SELECT 1"), QueryOptions.read("warm"));
        router.executeHighPriorityQuery(Routers.number("SELECT 1"), QueryOptions.read("warm"));
    }

    @AfterEach
    void close() {
        release.countDown();
        router.close();
    }

    @Test
    void a_query_whose_connection_was_taken_away_keeps_no_turn() {
        Background<Integer> hoarder = Background.run(() -> router.executeQuery(hoarding(), HOARDS));
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        assertThat(router.executeQuery(Routers.number("SELECT 1"), NEXT)).isEqualTo(1);
        assertThat(hoarder.stillRunning()).isEqualTo(1);
    }

    @Test
    void nor_does_an_asynchronous_one_or_its_thread() {
        CompletableFuture<Integer> hoarder = router.executeQueryAsync(hoarding(), HOARDS);
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        assertThat(router.executeQueryAsync(Routers.number("SELECT 1"), NEXT).join())
                .isEqualTo(1);
        assertThatTimedOut(hoarder);
    }

    @Test
    void nor_one_of_high_priority() {
        CompletableFuture<Integer> hoarder = router.executeHighPriorityQueryAsync(hoarding(), HOARDS);
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        assertThat(router.executeHighPriorityQueryAsync(Routers.number("SELECT 1"), NEXT)
                        .join())
                .isEqualTo(1);
        assertThatTimedOut(hoarder);
    }

    @Test
    void a_batch_does_not_wait_for_code_that_does_not_return() {
        List<BatchOutcome<Integer>> outcomes = router.executeBatchQueries(List.of(hoarding()), HOARDS);
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        BatchOutcome.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(QueryTimeoutException.class));
    }

    @Test
    void a_turn_that_was_taken_away_is_not_left_a_second_time() {
        Background<Integer> hoarder = Background.run(() -> router.executeQuery(hoarding(), HOARDS));
        await().until(() -> router.status().totals().abandonedConnections() == 1);
        await().until(() -> !router.status().isProcessingQueue());
        release.countDown();
        assertThat(hoarder.answer()).isEqualTo(1);
        CompletableFuture<Long> one;
        CompletableFuture<Long> two;
        try (Roadblock roadblock = Roadblock.put(4701)) {
            one = router.executeQueryAsync(roadblock.query(), NEXT);
            two = router.executeQueryAsync(roadblock.query(), NEXT);
            await().until(() -> roadblock.waiting() == 1);
            assertThat(router.status().queueLength()).isEqualTo(1);
        }
        assertThat(one.join() + two.join()).isEqualTo(14);
    }

    @Test
    void what_hangs_on_a_future_may_itself_wait_for_a_turn() {
        CompletableFuture<Long> nested;
        try (Roadblock roadblock = Roadblock.put(4702)) {
            nested = router.executeQueryAsync(roadblock.query(), NEXT)
                    .thenApply(first -> first + router.executeQuery(Routers.number("SELECT 1"), NEXT))
                    .thenApply(two -> two
                            + router.executeQueryAsync(Routers.number("SELECT 1"), NEXT)
                                    .join());
            await().until(() -> roadblock.waiting() == 1);
        }
        assertThat(nested.join()).isEqualTo(9);
    }

    /** Whoever waits for it need not wait for code that does not return. */
    private static void assertThatTimedOut(CompletableFuture<?> abandoned) {
        assertThatThrownBy(abandoned::join)
                .cause()
                .isInstanceOfSatisfying(
                        QueryTimeoutException.class, e -> assertThat(e.effect()).isEqualTo(Effect.POSSIBLE));
    }

    private Query<Integer> hoarding() {
        return connection -> {
            try {
                return release.await(60, TimeUnit.SECONDS) ? 1 : 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
