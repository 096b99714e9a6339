package io.connwarden.client.status;

import java.time.Duration;

/**
 * How long the calls of one query name took, waiting included. Percentiles are upper bounds, at most a quarter too
 * high.
 *
 * @param count calls ended, however they ended
 */
public record Latency(long count, Duration mean, Duration p50, Duration p95, Duration p99, Duration max) {}
