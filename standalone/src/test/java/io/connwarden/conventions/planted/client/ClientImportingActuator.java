package io.connwarden.conventions.planted.client;

import io.connwarden.conventions.planted.actuator.SignalSender;

/** Violates a rule on purpose: the client depends on a service. */
public class ClientImportingActuator {
    SignalSender service;
}
