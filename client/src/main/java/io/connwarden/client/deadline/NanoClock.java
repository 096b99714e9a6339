package io.connwarden.client.deadline;

/** A monotonic clock. Its zero means nothing; only differences do. */
@FunctionalInterface
public interface NanoClock {
    NanoClock SYSTEM = System::nanoTime;

    /** Nanoseconds since some fixed moment. */
    long nanos();
}
