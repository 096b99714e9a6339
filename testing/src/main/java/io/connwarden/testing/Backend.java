package io.connwarden.testing;

import java.time.Instant;

/** What makes a session itself: a pid alone is recycled. */
public record Backend(int pid, Instant backendStart) {}
