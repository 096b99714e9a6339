package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More calls than connections, in every lane and in the queue. */
class SaturationIT {
    private static final String APPLICATION = "saturation-it";
    private static final int STANDARD = 6;
    private static final int RESERVED = 4;
    private static final int FALLBACK = 2;
    private static final int LOW = 2;

    private static final Duration LONG = Duration.ofMinutes(4);
    private static final QueryOptions BLOCKED_NORMAL =
            QueryOptions.read("blocked_normal").withTimeout(LONG);
    private static final QueryOptions BLOCKED_HIGH = QueryOptions.read("high").withTimeout(LONG);

    private QueryRouter router;
    private AdvisoryLockBlocker blocker;

    @BeforeEach
    void open() {
        blocker = AdvisoryLockBlocker.lock(4101);
        router = QueryRouter.open(TestRouters.settings(APPLICATION)
                .maxConnections(STANDARD + RESERVED)
                .reservedConnections(RESERVED)
                .fallbackConnections(FALLBACK)
                .lowPriorityConnections(LOW)
                .queueCapacity(30)
                .fallbackDelay(Duration.ofMillis(100))
                .build());
    }

    @AfterEach
    void close() {
        blocker.close();
        router.close();
    }

    @Test
    void high_priority_queries_end_in_time_while_the_standard_lane_is_exhausted() {
        TestThreads<Long> normal =
                new TestThreads<Long>().start(20, () -> router.executeQuery(blocker.blockedQuery(), BLOCKED_NORMAL));
        await().untilAsserted(() -> assertThat(blocker.waitingSessions()).isEqualTo(STANDARD + FALLBACK));
        TestThreads<Long> low = new TestThreads<Long>()
                .start(20, () -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.batch("low")));
        await().untilAsserted(() -> assertThat(router.status().queueLength()).isEqualTo(20 - LOW));

        QueryOptions high = QueryOptions.read("high").withTimeout(Duration.ofMinutes(4));
        TestThreads<Long> urgent = new TestThreads<Long>().start(50, () -> {
            long sum = 0;
            for (int i = 0; i < 20; i++) {
                sum += router.executeHighPriorityQuery(TestRouters.numberQuery("SELECT 1"), high);
            }
            return sum;
        });

        assertThat(urgent.results()).hasSize(50).containsOnly(20L);
        assertThat(normal.runningCount()).isEqualTo(20);
        assertThat(low.runningCount()).isEqualTo(20);
        assertThat(router.status().queueLength()).isEqualTo(20 - LOW);
        assertThat(router.status().isProcessingQueue()).isTrue();

        blocker.close();
        assertThat(normal.results()).hasSize(20).containsOnly(7L);
        assertThat(low.results()).hasSize(20).containsOnly(1L);
        assertThat(router.status().queueLength()).isZero();
    }

    @Test
    void normal_priority_falls_back_to_the_reserved_lane_within_its_limit() {
        TestThreads<Long> normal =
                new TestThreads<Long>().start(15, () -> router.executeQuery(blocker.blockedQuery(), BLOCKED_NORMAL));
        await().untilAsserted(() -> assertThat(blocker.waitingSessions()).isEqualTo(STANDARD + FALLBACK));
        assertThat(router.status().reserved().secondaryRunning()).isEqualTo(FALLBACK);
        assertThat(TestRouters.countSessions(
                        APPLICATION, "application_name LIKE '%:reserved' AND wait_event_type = 'Lock'"))
                .isEqualTo(FALLBACK);

        TestThreads<Long> high = new TestThreads<Long>()
                .start(RESERVED, () -> router.executeHighPriorityQuery(blocker.blockedQuery(), BLOCKED_HIGH));
        await().untilAsserted(() -> assertThat(blocker.waitingSessions()).isEqualTo(STANDARD + RESERVED));

        blocker.close();
        assertThat(normal.results()).hasSize(15);
        assertThat(high.results()).hasSize(RESERVED);
        assertThat(router.status().totals().fallbacks()).isGreaterThanOrEqualTo(FALLBACK);
    }

    @Test
    void low_priority_never_takes_more_than_its_share() {
        TestThreads<Long> low = new TestThreads<Long>()
                .start(20, () -> router.executeQuery(blocker.blockedQuery(), QueryOptions.batch("low")));
        await().untilAsserted(() -> assertThat(blocker.waitingSessions()).isEqualTo(LOW));
        assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 3"), QueryOptions.read("normal")))
                .isEqualTo(3);
        assertThat(blocker.waitingSessions()).isEqualTo(LOW);
        blocker.close();
        assertThat(low.results()).hasSize(20);
    }

    @Test
    void a_full_queue_rejects_at_once_and_names_the_setting() {
        TestThreads<Long> low = new TestThreads<Long>()
                .start(30 + LOW, () -> router.executeQuery(blocker.blockedQuery(), QueryOptions.batch("low")));
        await().untilAsserted(() -> assertThat(router.status().queueLength()).isEqualTo(30));
        assertThatThrownBy(
                        () -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.batch("one_more")))
                .isInstanceOf(QueryRejectedException.class)
                .hasMessageContaining("'one_more'")
                .hasMessageContaining("30 of 30")
                .hasMessageContaining("queueCapacity");
        blocker.close();
        assertThat(low.results()).hasSize(30 + LOW);
    }

    @Test
    void a_call_on_an_exhausted_lane_times_out_at_its_own_deadline() {
        TestThreads<Long> high = new TestThreads<Long>()
                .start(
                        STANDARD + RESERVED,
                        () -> router.executeHighPriorityQuery(blocker.blockedQuery(), BLOCKED_HIGH));
        await().untilAsserted(() -> assertThat(blocker.waitingSessions()).isEqualTo(STANDARD + RESERVED));
        QueryOptions brief =
                QueryOptions.read("brief").withPriority(Priority.HIGH).withTimeout(Duration.ofSeconds(2));
        assertThatThrownBy(() -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), brief))
                .isInstanceOf(QueryTimeoutException.class)
                .hasMessageContaining("10 of 10 connections were in use");
        assertThat(router.status().reserved().waiting()).isZero();
        blocker.close();
        assertThat(high.results()).hasSize(STANDARD + RESERVED);
    }
}
