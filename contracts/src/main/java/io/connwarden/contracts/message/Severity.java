package io.connwarden.contracts.message;

public enum Severity {
    INFO,
    WARNING,
    CRITICAL
}
