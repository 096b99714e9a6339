package io.connwarden.conventions.planted.monitor;

import io.connwarden.conventions.planted.actuator.SignalSender;

/** Violates a rule on purpose: the monitor can signal sessions and depends on the actuator. */
public class SignallingSampler {
    SignalSender kill;
}
