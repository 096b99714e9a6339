package io.connwarden.contracts.walls.planted.assessment;

/** A planted violation: an assessment that reads the clock without an import. */
public class ClockReader {
    public long judge() {
        return System.currentTimeMillis();
    }
}
