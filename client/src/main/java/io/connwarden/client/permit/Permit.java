package io.connwarden.client.permit;

/** A place that has been given out. Whoever holds it gives it back exactly once. */
@FunctionalInterface
public interface Permit {

    /** Gives the place back, so that the next one waiting gets it. */
    void release();
}
