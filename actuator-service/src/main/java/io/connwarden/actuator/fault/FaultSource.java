package io.connwarden.actuator.fault;

import java.util.List;

/** A part of this process that observes faults. */
@FunctionalInterface
public interface FaultSource {

    /** Returns the faults that exist now, at most one per target and kind. Thread-safe; it does not wait. */
    List<ObservedFault> observe();
}
