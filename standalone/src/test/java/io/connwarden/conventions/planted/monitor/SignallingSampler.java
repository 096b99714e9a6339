package io.connwarden.conventions.planted.monitor;

import io.connwarden.conventions.planted.actuator.SignalSender;

/** Violates on purpose: the monitor holds the means to kill, and knows the other service. */
public class SignallingSampler {
    SignalSender kill;
}
