package io.connwarden.monitor.sampling;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The targets that are looked at, until when, and the threads that wait for a look. Thread-safe. */
public final class LookedAtTargets {
    private final TimeSource time;
    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();

    public LookedAtTargets(TimeSource time) {
        this.time = time;
    }

    /** Sets what is called when a look at a target begins. */
    void onBegin(String target, Runnable listener) {
        listeners.put(target, listener);
    }

    /** Records a look. A look at a target of another monitor has no effect. */
    public void look(String target, Duration duration) {
        Runnable listener = listeners.get(target);
        if (listener == null) {
            return;
        }
        boolean begins = !isLookedAt(target);
        long end = time.nanoTime() + duration.toNanos();
        ends.merge(target, end, (before, after) -> after - before > 0 ? after : before);
        if (begins) {
            listener.run();
        }
    }

    boolean isLookedAt(String target) {
        Long end = ends.get(target);
        return end != null && end - time.nanoTime() > 0;
    }
}
