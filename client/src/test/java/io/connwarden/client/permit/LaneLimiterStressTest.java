package io.connwarden.client.permit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.testing.SeededTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many threads at two limiters with few permits. Acquiring takes no lock, so a lost wake-up would show here. */
class LaneLimiterStressTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 1_500;
    private static final int ENCOUNTERS = 30_000;
    private static final int SPINS = 500;
    private static final long MAX_WAIT_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final LaneLimiter narrow = new LaneLimiter(1, 0);
    private final LaneLimiter shared = new LaneLimiter(2, 1);
    private final AtomicInteger inNarrow = new AtomicInteger();
    private final AtomicInteger inShared = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger exceeded = new AtomicInteger();

    @SeededTest(count = 3)
    void every_request_is_granted_once_and_no_limit_is_exceeded(long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed + thread);
            all.add(threads.submit(() -> {
                for (int round = 0; round < ROUNDS && lost.get() == 0; round++) {
                    acquireAndRelease(random);
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get(10, TimeUnit.MINUTES);
        }
        threads.shutdown();
        assertThat(lost).hasValue(0);
        assertThat(exceeded).hasValue(0);
        for (LaneLimiter limiter : List.of(narrow, shared)) {
            LaneLimiter.PermitCounts counts = limiter.counts();
            assertThat(counts.running() + counts.waitingPrimary() + counts.waitingSecondary())
                    .isZero();
        }
    }

    @Test
    void a_request_enqueued_during_the_last_release_is_granted() throws Exception {
        LaneLimiter limiter = new LaneLimiter(1, 0);
        AtomicInteger arrived = new AtomicInteger();
        AtomicReference<Permit> held = new AtomicReference<>();
        ExecutorService releaser = Executors.newSingleThreadExecutor();
        Future<?> releasing = releaser.submit(() -> {
            Random random = new Random(1);
            for (int round = 0; round < ENCOUNTERS; round++) {
                meet(arrived, 4 * round + 2);
                spin(random.nextInt(20));
                held.get().release();
                meet(arrived, 4 * round + 4);
            }
            return null;
        });
        Random random = new Random(2);
        for (int round = 0; round < ENCOUNTERS; round++) {
            held.set(requireNonNull(limiter.tryAcquire(TrafficClass.PRIMARY)));
            PermitRequest request = PermitRequest.forCurrentThread();
            meet(arrived, 4 * round + 2);
            spin(random.nextInt(20));
            limiter.enqueue(request, TrafficClass.PRIMARY);
            Permit permit = request.await(MAX_WAIT_NANOS);
            assertThat(permit).as("encounter %d", round).isNotNull();
            requireNonNull(permit).release();
            meet(arrived, 4 * round + 4);
        }
        releasing.get();
        releaser.shutdown();
    }

    /**
     * Spins before it parks, so that both threads continue within nanoseconds of each other. Parks at last, because the
     * other thread may wait for this processor.
     */
    private static void meet(AtomicInteger arrived, int all) {
        arrived.incrementAndGet();
        for (int spins = 0; arrived.get() < all; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(1);
            }
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    /** Acquires and releases a permit, at one limiter as primary traffic or at both limiters. */
    private void acquireAndRelease(Random random) throws InterruptedException {
        boolean both = random.nextBoolean();
        Permit permit = both ? shared.tryAcquire(TrafficClass.SECONDARY) : shared.tryAcquire(TrafficClass.PRIMARY);
        if (permit == null) {
            PermitRequest request = PermitRequest.forCurrentThread();
            shared.enqueue(request, both ? TrafficClass.SECONDARY : TrafficClass.PRIMARY);
            if (both) {
                narrow.enqueue(request, TrafficClass.PRIMARY);
            }
            boolean cancels = random.nextInt(10) == 0;
            permit = request.await(cancels ? 1 : MAX_WAIT_NANOS);
            if (permit == null) {
                lost.addAndGet(cancels ? 0 : 1);
                permit = request.cancel();
            }
            shared.remove(request);
            narrow.remove(request);
        }
        use(permit);
    }

    private void use(@Nullable Permit permit) {
        if (permit == null) {
            return;
        }
        AtomicInteger inUse = narrow.hasIssued(permit) ? inNarrow : inShared;
        int max = narrow.hasIssued(permit) ? 1 : 2;
        exceeded.addAndGet(inUse.incrementAndGet() > max ? 1 : 0);
        LockSupport.parkNanos(1);
        inUse.decrementAndGet();
        permit.release();
    }
}
