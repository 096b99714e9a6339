package io.connwarden.house.planted.monitor;

import io.connwarden.house.planted.actuator.SignalSender;

/** Violates on purpose: the monitor holds the means to kill, and knows the other service. */
public class SignallingSampler {
    SignalSender kill;
}
