package io.connwarden.client.permit;

/** How fast low priority may begin. */
@FunctionalInterface
public interface Throttle {
    Throttle OPEN = () -> true;

    /** Whether one more may begin now. Asked only when one would; a true answer counts as begun. */
    boolean tryAcquire();
}
