package io.connwarden.doctor.check;

/** The severity of a check result. The worst severity of all results determines the readiness. */
public enum Severity {
    OK,
    /** For information; no effect on Connwarden. */
    INFO,
    /** Connwarden works with limits. */
    WARNING,
    /** Connwarden cannot work. */
    ERROR
}
