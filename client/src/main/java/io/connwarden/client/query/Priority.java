package io.connwarden.client.query;

/** The priority of a query, which determines the lanes it may use. */
public enum Priority {
    /** Uses the reserved lane, which no other priority can exhaust. */
    HIGH,
    /** Uses the standard lane, and a limited number of reserved connections if the standard lane is exhausted. */
    NORMAL,
    /** Waits in a bounded queue and uses a share of the standard lane. Limited at WARNING, blocked at CRITICAL. */
    LOW
}
