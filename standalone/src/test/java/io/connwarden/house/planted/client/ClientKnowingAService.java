package io.connwarden.house.planted.client;

import io.connwarden.house.planted.actuator.SignalSender;

/** Violates on purpose: an application would carry the service with it. */
public class ClientKnowingAService {
    SignalSender service;
}
