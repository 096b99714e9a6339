package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.status.RouterStatus;
import io.connwarden.testing.SeededTest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Ten thousand calls of every kind, with terminated sessions and cancelled calls among them. */
class MixedTrafficIT {
    private static final String APPLICATION = "mixed-it";
    private static final int CALLS = 10_000;
    private static final int THREADS = 20;

    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger possiblyApplied = new AtomicInteger();
    private QueryRouter router;

    @SeededTest(count = 1)
    void mixed_traffic_leaves_no_call_session_or_thread(long seed) {
        TestRouters.execute("DROP TABLE IF EXISTS mixed");
        TestRouters.execute("CREATE TABLE mixed (id int)");
        Set<String> threadsBefore = threads();
        router = QueryRouter.open(TestRouters.settings(APPLICATION)
                .maxConnections(16)
                .reservedConnections(5)
                .queueCapacity(10)
                .build());
        AtomicInteger number = new AtomicInteger();
        TestThreads<Integer> callers = new TestThreads<Integer>().start(THREADS, () -> {
            Random random = new Random(seed + number.incrementAndGet());
            for (int i = 0; i < CALLS / THREADS; i++) {
                call(random);
            }
            return 1;
        });
        await().atMost(Duration.ofMinutes(10)).until(() -> callers.runningCount() == 0);
        assertThat(callers.results()).hasSize(THREADS);

        await().untilAsserted(() -> assertThat(ended).hasValue(CALLS));
        await().untilAsserted(this::assertIdle);
        await().until(() -> TestRouters.countSessions(APPLICATION, "state <> 'idle'") == 0);
        assertThat(succeeded.get()).isGreaterThan(CALLS / 2);
        assertThat(TestRouters.queryNumber("SELECT count(*) FROM mixed"))
                .as("rows written, and at most the rows that were possibly applied")
                .isBetween((long) written.get(), (long) written.get() + possiblyApplied.get());

        router.close();
        await().untilAsserted(() ->
                assertThat(TestRouters.countSessions(APPLICATION, "true")).isZero());
        await().untilAsserted(() -> assertThat(threads()).isSubsetOf(threadsBefore));
    }

    private void assertIdle() {
        RouterStatus status = router.status();
        assertThat(status.queueLength()).isZero();
        assertThat(status.isProcessingQueue()).isFalse();
        assertThat(status.pendingAsyncCalls()).isZero();
        assertThat(List.of(status.standard().running(), status.standard().waiting()))
                .containsOnly(0);
        assertThat(List.of(status.reserved().running(), status.reserved().waiting()))
                .containsOnly(0);
        assertThat(List.of(
                        status.standard().pool().active(),
                        status.reserved().pool().active()))
                .containsOnly(0);
    }

    private void call(Random random) {
        int kind = random.nextInt(10);
        boolean writes = kind == 4 || kind == 5;
        try {
            switch (kind) {
                case 0, 1, 2 -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("read"));
                case 3 -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.general("general"));
                case 4 ->
                    router.executeQuery(
                            TestRouters.updateQuery("INSERT INTO mixed VALUES (1)"), QueryOptions.write("write"));
                case 5 ->
                    router.executeTransaction(
                            TestRouters.updateQuery("INSERT INTO mixed VALUES (2)"),
                            QueryOptions.general("transaction"));
                case 6 -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.batch("low"));
                case 7 -> router.executeQuery(TestRouters.numberQuery("SELECT nonsense"), QueryOptions.read("wrong"));
                case 8 -> async(random);
                default -> rare(random);
            }
            succeeded.incrementAndGet();
            written.addAndGet(writes ? 1 : 0);
        } catch (QueryException e) {
            // Rejections, timeouts and failures are part of the traffic.
            possiblyApplied.addAndGet(writes && e.effect() == FailureEffect.POSSIBLE ? 1 : 0);
        }
        ended.incrementAndGet();
    }

    private void async(Random random) {
        QueryOptions options = random.nextBoolean() ? QueryOptions.read("async") : QueryOptions.batch("async_low");
        CompletableFuture<Long> future =
                router.executeQueryAsync(TestRouters.numberQuery("SELECT 1 FROM pg_sleep(0.002)"), options);
        if (random.nextInt(4) == 0) {
            future.cancel(true);
        } else {
            future.handle((answer, failure) -> answer).join();
        }
    }

    private void rare(Random random) {
        QueryOptions brief = QueryOptions.read("brief").withTimeout(Duration.ofMillis(30));
        switch (random.nextInt(20)) {
            case 0 ->
                router.executeQuery(
                        TestRouters.numberQuery("SELECT pg_terminate_backend(pg_backend_pid())::int"), brief);
            case 1 -> router.executeQuery(TestRouters.numberQuery("SELECT 1 FROM pg_sleep(1)"), brief);
            default -> router.smartQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("smart"));
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains(APPLICATION))
                .collect(Collectors.toSet());
    }
}
