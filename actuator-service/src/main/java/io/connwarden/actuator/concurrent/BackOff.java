package io.connwarden.actuator.concurrent;

import java.time.Duration;

/** Longer waits each time, up to a longest. For one thread. */
public final class BackOff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    public BackOff(Duration first, Duration maxWait) {
        this.first = first;
        this.longest = maxWait;
        this.next = first;
    }

    /** From a tenth of a second to five seconds. */
    public static BackOff standard() {
        return new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));
    }

    public Duration next() {
        Duration answer = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return answer;
    }

    public void reset() {
        next = first;
    }
}
