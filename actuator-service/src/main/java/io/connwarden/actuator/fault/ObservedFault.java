package io.connwarden.actuator.fault;

import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.contracts.message.Alert;

/**
 * A fault that exists now.
 *
 * @param target id of the target; {@link Alert#CONNWARDEN} for Connwarden itself
 * @param detail the values or the cause, in one line
 */
public record ObservedFault(String target, FaultKind kind, String detail) {

    /** Returns a fault of Connwarden itself. */
    public static ObservedFault ofConnwarden(FaultKind kind, String detail) {
        return new ObservedFault(Alert.CONNWARDEN, kind, detail);
    }
}
