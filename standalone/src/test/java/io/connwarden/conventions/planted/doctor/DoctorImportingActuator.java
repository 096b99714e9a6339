package io.connwarden.conventions.planted.doctor;

import io.connwarden.conventions.planted.actuator.SignalSender;

/** Violates on purpose: what examines would depend on what it examines for. */
public class DoctorImportingActuator {
    SignalSender above;
}
