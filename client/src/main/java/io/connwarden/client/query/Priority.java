package io.connwarden.client.query;

/** How urgent a query is; decides which connections it may use. */
public enum Priority {
    /** Uses the reserved lane, which no other priority can fill. */
    HIGH,
    /** Uses the standard lane, and a bounded number of the reserved lane's places when the standard one fails. */
    NORMAL,
    /** Waits in a bounded, fair queue and uses a share of the standard lane. Slowed and held when the server suffers. */
    LOW
}
