package io.connwarden.conventions.planted.actuator;

/** A class that the monitor must not use. */
public class SignalSender {}
