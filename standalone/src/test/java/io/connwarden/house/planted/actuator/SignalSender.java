package io.connwarden.house.planted.actuator;

/** What a monitor must never hold. */
public class SignalSender {}
