package io.connwarden.sql.target;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A permit that is granted until the test refuses it. */
final class FakePermit implements ReservePermit {
    static final String REFUSAL = "instance b occupies a reserved slot";

    volatile boolean refused;
    volatile boolean held;
    final AtomicInteger releases = new AtomicInteger();

    @Override
    public Optional<String> acquireOrRenew() {
        held = !refused;
        return refused ? Optional.of(REFUSAL) : Optional.empty();
    }

    @Override
    public void release() {
        held = false;
        releases.incrementAndGet();
    }
}
