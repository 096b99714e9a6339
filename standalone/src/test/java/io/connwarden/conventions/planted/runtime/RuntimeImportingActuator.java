package io.connwarden.conventions.planted.runtime;

import io.connwarden.conventions.planted.actuator.SignalSender;

/** A planted violation: a class of the runtime module that imports a service. */
public class RuntimeImportingActuator {
    SignalSender sender;
}
