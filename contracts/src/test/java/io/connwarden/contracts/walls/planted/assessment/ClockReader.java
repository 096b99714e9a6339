package io.connwarden.contracts.walls.planted.assessment;

/** Violates on purpose: reads the clock without any import that would show it. */
public class ClockReader {
    public long judge() {
        return System.currentTimeMillis();
    }
}
