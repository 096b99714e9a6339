package io.connwarden.contracts.message;

/** The severity of an alert. */
public enum AlertSeverity {
    INFO,
    WARNING,
    CRITICAL
}
