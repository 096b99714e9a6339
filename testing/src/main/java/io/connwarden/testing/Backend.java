package io.connwarden.testing;

import java.time.Instant;

/** The identity of a session. A pid alone may be recycled. */
public record Backend(int pid, Instant backendStart) {}
