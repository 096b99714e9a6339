package io.connwarden.contracts.message;

/** The status of an alert. */
public enum AlertStatus {
    FIRING,
    RESOLVED
}
