package io.connwarden.doctor.assessment;

/** How one check came out. The worst of all decides. */
public enum Standing {
    FINE,
    /** Worth knowing; hinders nothing. */
    NOTE,
    /** Connwarden works, but not in every hour. */
    LIMIT,
    /** Connwarden cannot do its work. */
    OBSTACLE
}
