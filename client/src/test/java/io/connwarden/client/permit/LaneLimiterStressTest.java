package io.connwarden.client.permit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Many threads at two narrow gates: entering takes no lock, so a wake-up that is lost would show here. */
class LaneLimiterStressTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 4_000;
    private static final int ENCOUNTERS = 30_000;
    private static final int SPINS = 500;
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final LaneLimiter narrow = new LaneLimiter(1, 0);
    private final LaneLimiter shared = new LaneLimiter(2, 1);
    private final AtomicInteger inNarrow = new AtomicInteger();
    private final AtomicInteger inShared = new AtomicInteger();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final AtomicInteger tooMany = new AtomicInteger();

    @Test
    void every_request_is_granted_once_and_no_limit_is_exceeded() throws Exception {
        long seed = System.nanoTime();
        ExecutorService crowd = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed + thread);
            all.add(crowd.submit(() -> {
                for (int round = 0; round < ROUNDS && forgotten.get() == 0; round++) {
                    pass(random);
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get(2, TimeUnit.MINUTES);
        }
        crowd.shutdown();
        assertThat(forgotten).as("seed %d", seed).hasValue(0);
        assertThat(tooMany).as("seed %d", seed).hasValue(0);
        for (LaneLimiter gate : List.of(narrow, shared)) {
            LaneLimiter.Counts left = gate.counts();
            assertThat(left.held() + left.waitingOwners() + left.waitingGuests())
                    .as("seed %d", seed)
                    .isZero();
        }
    }

    @Test
    void a_request_enqueued_during_the_last_release_is_granted() throws Exception {
        LaneLimiter gate = new LaneLimiter(1, 0);
        AtomicInteger arrived = new AtomicInteger();
        AtomicReference<Permit> held = new AtomicReference<>();
        ExecutorService leaver = Executors.newSingleThreadExecutor();
        Future<?> leaving = leaver.submit(() -> {
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
            held.set(requireNonNull(gate.tryAcquire(Rank.OWNER)));
            PermitRequest ticket = PermitRequest.forCurrentThread();
            meet(arrived, 4 * round + 2);
            spin(random.nextInt(20));
            gate.enqueue(ticket, Rank.OWNER);
            Permit pass = ticket.await(MAX_WAIT_NANOS);
            assertThat(pass).as("encounter %d", round).isNotNull();
            requireNonNull(pass).release();
            meet(arrived, 4 * round + 4);
        }
        leaving.get();
        leaver.shutdown();
    }

    /**
     * Without parking at first, so that both go on within nanoseconds of each other. Where there is no processor to
     * spare, the other one waits for this very one.
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

    /** As an owner of one, or at both at once: owner here, guest there. */
    private void pass(Random random) throws InterruptedException {
        boolean both = random.nextBoolean();
        Permit pass = both ? shared.tryAcquire(Rank.GUEST) : shared.tryAcquire(Rank.OWNER);
        if (pass == null) {
            PermitRequest ticket = PermitRequest.forCurrentThread();
            shared.enqueue(ticket, both ? Rank.GUEST : Rank.OWNER);
            if (both) {
                narrow.enqueue(ticket, Rank.OWNER);
            }
            boolean impatient = random.nextInt(10) == 0;
            pass = ticket.await(impatient ? 1 : MAX_WAIT_NANOS);
            if (pass == null) {
                forgotten.addAndGet(impatient ? 0 : 1);
                pass = ticket.cancel();
            }
            shared.remove(ticket);
            narrow.remove(ticket);
        }
        use(pass);
    }

    private void use(@Nullable Permit pass) {
        if (pass == null) {
            return;
        }
        AtomicInteger inside = narrow.hasIssued(pass) ? inNarrow : inShared;
        int most = narrow.hasIssued(pass) ? 1 : 2;
        tooMany.addAndGet(inside.incrementAndGet() > most ? 1 : 0);
        LockSupport.parkNanos(1);
        inside.decrementAndGet();
        pass.release();
    }
}
