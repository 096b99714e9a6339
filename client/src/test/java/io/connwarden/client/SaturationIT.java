package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everybody wants more than there is. */
class SaturationIT {
    private static final String APPLICATION = "saturation-it";
    private static final int STANDARD = 6;
    private static final int RESERVED = 4;
    private static final int FALLBACK = 2;
    private static final int LOW = 2;

    private QueryRouter router;
    private Roadblock roadblock;

    @BeforeEach
    void open() {
        roadblock = Roadblock.put(4101);
        router = QueryRouter.open(Routers.settings(APPLICATION)
                .maxConnections(STANDARD + RESERVED)
                .reservedConnections(RESERVED)
                .fallbackConnections(FALLBACK)
                .lowPriorityConnections(LOW)
                .queueCapacity(30)
                .fallbackAfter(Duration.ofMillis(100))
                .build());
    }

    @AfterEach
    void close() {
        roadblock.close();
        router.close();
    }

    @Test
    void a_thousand_high_priority_queries_end_in_time_while_the_standard_lane_is_exhausted_and_low_ends_afterwards() {
        Background<Long> normal = new Background<Long>()
                .start(20, () -> router.executeQuery(roadblock.query(), QueryOptions.read("blocked_normal")));
        await().untilAsserted(() -> assertThat(roadblock.waiting()).isEqualTo(STANDARD + FALLBACK));
        Background<Long> low = new Background<Long>()
                .start(20, () -> router.executeQuery(Routers.number("SELECT 1"), QueryOptions.batch("low")));
        await().untilAsserted(() -> assertThat(router.status().queueLength()).isEqualTo(20 - LOW));

        QueryOptions high = QueryOptions.read("high").withTimeout(Duration.ofSeconds(10));
        Background<Long> urgent = new Background<Long>().start(50, () -> {
            long sum = 0;
            for (int i = 0; i < 20; i++) {
                sum += router.executeHighPriorityQuery(Routers.number("SELECT 1"), high);
            }
            return sum;
        });

        assertThat(urgent.answers()).hasSize(50).containsOnly(20L);
        assertThat(normal.stillRunning()).isEqualTo(20);
        assertThat(low.stillRunning()).isEqualTo(20);
        assertThat(router.status().queueLength()).isEqualTo(20 - LOW);
        assertThat(router.status().isProcessingQueue()).isTrue();

        roadblock.close();
        assertThat(normal.answers()).hasSize(20).containsOnly(7L);
        assertThat(low.answers()).hasSize(20).containsOnly(1L);
        assertThat(router.status().queueLength()).isZero();
    }

    @Test
    void normal_falls_back_to_the_reserved_lane_but_never_beyond_its_limit() {
        Background<Long> normal = new Background<Long>()
                .start(15, () -> router.executeQuery(roadblock.query(), QueryOptions.read("blocked_normal")));
        await().untilAsserted(() -> assertThat(roadblock.waiting()).isEqualTo(STANDARD + FALLBACK));
        assertThat(router.status().reserved().guests()).isEqualTo(FALLBACK);
        assertThat(Routers.sessions(APPLICATION, "application_name LIKE '%:reserved' AND wait_event_type = 'Lock'"))
                .isEqualTo(FALLBACK);

        Background<Long> high = new Background<Long>()
                .start(RESERVED, () -> router.executeHighPriorityQuery(roadblock.query(), QueryOptions.read("high")));
        await().untilAsserted(() -> assertThat(roadblock.waiting()).isEqualTo(STANDARD + RESERVED));

        roadblock.close();
        assertThat(normal.answers()).hasSize(15);
        assertThat(high.answers()).hasSize(RESERVED);
        assertThat(router.status().totals().fallbacks()).isGreaterThanOrEqualTo(FALLBACK);
    }

    @Test
    void low_priority_never_takes_more_than_its_share() {
        Background<Long> low = new Background<Long>()
                .start(20, () -> router.executeQuery(roadblock.query(), QueryOptions.batch("low")));
        await().untilAsserted(() -> assertThat(roadblock.waiting()).isEqualTo(LOW));
        assertThat(router.executeQuery(Routers.number("SELECT 3"), QueryOptions.read("normal")))
                .isEqualTo(3);
        assertThat(roadblock.waiting()).isEqualTo(LOW);
        roadblock.close();
        assertThat(low.answers()).hasSize(20);
    }

    @Test
    void a_full_queue_refuses_at_once_and_says_what_to_do() {
        Background<Long> low = new Background<Long>()
                .start(30 + LOW, () -> router.executeQuery(roadblock.query(), QueryOptions.batch("low")));
        await().untilAsserted(() -> assertThat(router.status().queueLength()).isEqualTo(30));
        assertThatThrownBy(() -> router.executeQuery(Routers.number("SELECT 1"), QueryOptions.batch("one_more")))
                .isInstanceOf(QueryRefusedException.class)
                .hasMessageContaining("'one_more'")
                .hasMessageContaining("30 of 30")
                .hasMessageContaining("queueCapacity");
        roadblock.close();
        assertThat(low.answers()).hasSize(30 + LOW);
    }

    @Test
    void an_exhausted_lane_times_out_at_the_calls_own_deadline_and_leaves_no_waiter() {
        Background<Long> high = new Background<Long>()
                .start(RESERVED, () -> router.executeHighPriorityQuery(roadblock.query(), QueryOptions.read("high")));
        await().untilAsserted(() -> assertThat(roadblock.waiting()).isEqualTo(RESERVED));
        QueryOptions brief =
                QueryOptions.read("brief").withPriority(Priority.HIGH).withTimeout(Duration.ofSeconds(2));
        assertThatThrownBy(() -> router.executeQuery(Routers.number("SELECT 1"), brief))
                .isInstanceOf(QueryTimeoutException.class)
                .hasMessageContaining("4 of 4 connections were in use");
        assertThat(router.status().reserved().waiting()).isZero();
        roadblock.close();
        assertThat(high.answers()).hasSize(RESERVED);
    }
}
