package io.connwarden.client.deadline;

/** A monotonic clock. Only differences between two readings have a meaning. */
@FunctionalInterface
public interface NanoClock {
    NanoClock SYSTEM = System::nanoTime;

    /** Returns nanoseconds since an arbitrary fixed time. */
    long nanos();
}
