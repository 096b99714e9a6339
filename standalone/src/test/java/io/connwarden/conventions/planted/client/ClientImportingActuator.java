package io.connwarden.conventions.planted.client;

import io.connwarden.conventions.planted.actuator.SignalSender;

/** Violates on purpose: an application would carry the service with it. */
public class ClientImportingActuator {
    SignalSender service;
}
