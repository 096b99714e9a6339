package io.connwarden.actuator.concurrent;

import java.time.Duration;

/** An exponential back-off. Not thread-safe. */
public final class BackOff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    public BackOff(Duration first, Duration maxWait) {
        this.first = first;
        this.longest = maxWait;
        this.next = first;
    }

    /** From 100 ms to 5 s. */
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
