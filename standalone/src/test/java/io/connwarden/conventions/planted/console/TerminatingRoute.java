package io.connwarden.conventions.planted.console;

import io.connwarden.conventions.planted.monitor.SignallingSampler;

/** Violates a rule on purpose: the console depends on the monitor. */
public class TerminatingRoute {
    SignallingSampler sampler;
}
