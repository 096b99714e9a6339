package io.connwarden.client.permit;

/** A granted permit. The holder releases it exactly once. */
@FunctionalInterface
public interface Permit {

    /** Releases the permit, so that the next waiting request can be granted. */
    void release();
}
