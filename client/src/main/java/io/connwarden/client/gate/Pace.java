package io.connwarden.client.gate;

/** How fast low priority may begin. */
@FunctionalInterface
public interface Pace {
    Pace UNHINDERED = () -> true;

    /** Whether one more may begin now. Asked only when one would; a true answer counts as begun. */
    boolean mayBegin();
}
