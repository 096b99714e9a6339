package io.connwarden.contracts.message;

public enum AlertSeverity {
    INFO,
    WARNING,
    CRITICAL
}
