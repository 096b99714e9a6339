package io.connwarden.doctor.check;

/** The severity of a finding. The worst severity of all findings determines the readiness. */
public enum Severity {
    OK,
    /** For information; no effect on Connwarden. */
    INFO,
    /** Connwarden works with limits. */
    WARNING,
    /** Connwarden cannot work. */
    ERROR
}
