package io.connwarden.contracts.message;

public enum AlertStatus {
    FIRING,
    RESOLVED
}
