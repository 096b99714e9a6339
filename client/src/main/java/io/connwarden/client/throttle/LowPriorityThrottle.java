package io.connwarden.client.throttle;

/** How low priority is treated right now, and why. */
public sealed interface LowPriorityThrottle {

    /**
     * Why, in one sentence.
     *
     * @return for people to read
     */
    String reason();

    /**
     * Begins as soon as there is a place.
     *
     * @param reason why, in one sentence
     */
    record Open(String reason) implements LowPriorityThrottle {}

    /**
     * Begins at a bounded rate.
     *
     * @param ratePerSecond how many may begin in a second
     * @param reason why, in one sentence
     */
    record Limited(int ratePerSecond, String reason) implements LowPriorityThrottle {}

    /**
     * Waits in its queue until health is better, its news is too old to count, or its deadline passes.
     *
     * @param reason why, in one sentence
     */
    record Blocked(String reason) implements LowPriorityThrottle {}
}
