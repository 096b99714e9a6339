package io.connwarden.console.sessions;

import java.time.Instant;

/**
 * A sample in a list.
 *
 * @param sessions the number of sessions of the target, with those without a row
 * @param omitted the number of sessions without a row
 */
public record SampleItem(Instant capturedAt, int sessions, int omitted) {}
