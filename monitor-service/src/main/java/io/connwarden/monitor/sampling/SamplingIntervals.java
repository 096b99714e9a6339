package io.connwarden.monitor.sampling;

import java.time.Duration;

/**
 * How often one target is looked at.
 *
 * @param fullSample between full samples
 * @param criticalSample between full samples while the status is CRITICAL
 * @param tripwire between cheap readings
 * @param retry after looks that failed
 */
public record SamplingIntervals(Duration fullSample, Duration criticalSample, Duration tripwire, BackOff retry) {}
