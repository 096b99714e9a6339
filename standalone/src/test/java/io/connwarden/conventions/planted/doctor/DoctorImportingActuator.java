package io.connwarden.conventions.planted.doctor;

import io.connwarden.conventions.planted.actuator.SignalSender;

/** Violates a rule on purpose: the doctor depends on a service. */
public class DoctorImportingActuator {
    SignalSender above;
}
