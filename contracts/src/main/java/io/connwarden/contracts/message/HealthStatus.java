package io.connwarden.contracts.message;

/** The status that an assessment assigns to a target. */
public enum HealthStatus {
    HEALTHY,
    CLEANUP_NEEDED,
    WARNING,
    CRITICAL,
    /** Too few sessions are visible for an assessment. No action is taken. */
    UNKNOWN,
    /** No connection could be opened, or it was lost. */
    UNREACHABLE
}
