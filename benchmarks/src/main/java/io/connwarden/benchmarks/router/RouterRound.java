package io.connwarden.benchmarks.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The round of one runner: several threads run transactions, and one logs in. */
final class RouterRound {
    /** Interval between two logins. */
    private static final Duration LOGIN_INTERVAL = Duration.ofMillis(20);

    private final int threads;
    private final Duration length;

    RouterRound(int threads, Duration length) {
        this.threads = threads;
        this.length = length;
    }

    /**
     * The figures of a round.
     *
     * @param perSecond transactions per second
     * @param login 99th percentile of the time of a login
     */
    record Figures(double perSecond, Duration login) {}

    Figures run(TransactionRunner contender) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        try {
            long start = System.nanoTime();
            long end = start + length.toNanos();
            List<Future<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> transactions(contender, end)));
            }
            Callable<long[]> logins = () -> logins(contender, end);
            long[] times = pool.submit(logins).get();
            long count = 0;
            for (Future<Integer> worker : workers) {
                count += worker.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Figures(count / seconds, percentile99(times));
        } finally {
            pool.shutdownNow();
        }
    }

    private static int transactions(TransactionRunner contender, long end) throws Exception {
        int count = 0;
        while (System.nanoTime() < end) {
            contender.transaction();
            count++;
        }
        return count;
    }

    private static long[] logins(TransactionRunner contender, long end) throws Exception {
        List<Long> times = new ArrayList<>();
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            contender.login();
            times.add(System.nanoTime() - start);
            Thread.sleep(LOGIN_INTERVAL.toMillis());
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    static Duration percentile99(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
    }
}
