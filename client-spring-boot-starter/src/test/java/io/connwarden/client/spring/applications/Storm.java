package io.connwarden.client.spring.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** 400 requests of 8 threads, during which every session of the database is terminated six times. */
final class Storm {
    static final int REQUESTS = 400;

    private static final int THREADS = 8;
    private static final Set<Integer> TERMINATIONS = Set.of(40, 100, 160, 220, 280, 340);

    private final TestDatabase database;
    private final Map<Integer, Throwable> failures = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();

    Storm(TestDatabase database) {
        this.database = database;
    }

    /** Runs the requests. The number of the request is the argument. */
    Map<Integer, Throwable> run(IntConsumer request) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < REQUESTS; i++) {
            int number = i;
            threads.execute(() -> run(number, request));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
        return failures;
    }

    private void run(int number, IntConsumer request) {
        if (TERMINATIONS.contains(begun.incrementAndGet())) {
            database.terminateSessions();
        }
        try {
            request.accept(number);
        } catch (RuntimeException | Error e) {
            failures.put(number, e);
        }
    }

    /** Checks that nothing failed but commits with an unknown result, and that these say so. */
    void requireOnlyUnknownCommits() {
        assertThat(failures.values())
                .allSatisfy(failure -> assertThat(QueryException.attachedTo(failure))
                        .hasValueSatisfying(told -> assertThat(told.effect()).isEqualTo(FailureEffect.POSSIBLE)));
        assertThat(failures).hasSizeLessThan(REQUESTS / 10);
    }

    /** Checks that each request was applied once; one with an unknown commit may be missing. */
    void requireAppliedOnce(String table) {
        assertThat(database.number("SELECT count(*) - count(DISTINCT request) FROM " + table))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM " + table))
                .isBetween((long) REQUESTS - failures.size(), (long) REQUESTS);
    }
}
