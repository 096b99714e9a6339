package io.connwarden.client.status;

import java.time.Duration;

/**
 * The latency of the calls of one query name, waits included. Percentiles are upper bounds, at most 25 % too high.
 *
 * @param count number of calls with any outcome
 * @param mean mean latency
 * @param p50 50th percentile
 * @param p95 95th percentile
 * @param p99 99th percentile
 * @param max maximum latency
 */
public record Latency(long count, Duration mean, Duration p50, Duration p95, Duration p99, Duration max) {}
