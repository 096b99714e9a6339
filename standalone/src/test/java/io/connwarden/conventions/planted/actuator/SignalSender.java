package io.connwarden.conventions.planted.actuator;

/** What a monitor must never hold. */
public class SignalSender {}
