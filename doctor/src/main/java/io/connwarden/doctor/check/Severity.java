package io.connwarden.doctor.check;

/** How one check came out. The worst of all decides. */
public enum Severity {
    OK,
    /** Worth knowing; hinders nothing. */
    INFO,
    /** Connwarden works, but not in every hour. */
    WARNING,
    /** Connwarden cannot do its work. */
    ERROR
}
