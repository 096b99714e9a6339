package io.connwarden.client.pressure;

/** How low priority is treated right now, and why. */
public sealed interface LowPriority {

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
    record Unhindered(String reason) implements LowPriority {}

    /**
     * Begins at a bounded rate.
     *
     * @param perSecond how many may begin in a second
     * @param reason why, in one sentence
     */
    record Slowed(int perSecond, String reason) implements LowPriority {}

    /**
     * Waits in its queue until health is better, its news is too old to count, or its deadline passes.
     *
     * @param reason why, in one sentence
     */
    record Held(String reason) implements LowPriority {}
}
