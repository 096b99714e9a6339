package io.connwarden.house.planted.doctor;

import io.connwarden.house.planted.actuator.SignalSender;

/** Violates on purpose: what examines would depend on what it examines for. */
public class DoctorReachingUp {
    SignalSender above;
}
