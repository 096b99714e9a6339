package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Thresholds;

/** The settings for sampling and assessing one target. */
public record SamplingSettings(Thresholds thresholds, Tripwire tripwire, SamplingIntervals intervals) {}
