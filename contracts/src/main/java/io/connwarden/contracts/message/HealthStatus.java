package io.connwarden.contracts.message;

/** What an assessment concluded about one target. */
public enum HealthStatus {
    HEALTHY,
    CLEANUP_NEEDED,
    WARNING,
    CRITICAL,
    /** Too little of the server is visible to judge it; never acted on. */
    UNKNOWN,
    /** No connection could be opened or held. */
    UNREACHABLE
}
