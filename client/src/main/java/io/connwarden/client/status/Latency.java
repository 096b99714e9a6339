package io.connwarden.client.status;

import java.time.Duration;

/**
 * How long the calls of one query name took, waiting included. Percentiles are upper bounds, at most a quarter too
 * high.
 *
 * @param count calls ended, however they ended
 * @param mean of all
 * @param p50 half were at most so long
 * @param p95 95 of a hundred were at most so long
 * @param p99 99 of a hundred were at most so long
 * @param max the longest
 */
public record Latency(long count, Duration mean, Duration p50, Duration p95, Duration p99, Duration max) {}
