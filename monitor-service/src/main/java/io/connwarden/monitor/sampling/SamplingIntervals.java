package io.connwarden.monitor.sampling;

import java.time.Duration;

/**
 * The intervals at which one target is sampled.
 *
 * @param fullSample the interval of full samples
 * @param criticalSample the interval of full samples while the status is CRITICAL
 * @param minSample the minimum delay from a sample to one at a foreseen crossing of an age threshold; a tenth of it
 *     after a sample that followed the one before it by twice this time or more
 * @param tripwire the interval of tripwire readings
 * @param retryInitialDelay the delay after the first failed sample; each further failure doubles it
 * @param retryMaxDelay the maximum delay after a failed sample
 */
public record SamplingIntervals(
        Duration fullSample,
        Duration criticalSample,
        Duration minSample,
        Duration tripwire,
        Duration retryInitialDelay,
        Duration retryMaxDelay) {}
