package io.connwarden.contracts.message;

public enum AlertState {
    FIRING,
    RESOLVED
}
