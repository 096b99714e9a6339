package io.connwarden.client.throttle;

/** A limit on the rate at which a queue grants permits. */
@FunctionalInterface
public interface Throttle {
    /** Imposes no limit. */
    Throttle OPEN = () -> true;

    /** Returns true if one more request may be granted now. A result of true counts as a grant. */
    boolean tryAcquire();
}
