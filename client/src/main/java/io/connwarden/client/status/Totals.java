package io.connwarden.client.status;

/**
 * The counters of a router since it was opened.
 *
 * @param calls calls with any outcome
 * @param failed calls that PostgreSQL rejected, or that lost their connection and could not be retried
 * @param retries attempts after the first
 * @param timeouts calls that exceeded their deadline
 * @param rejected calls that met a full queue or a closed router
 * @param interrupted calls ended by an interrupt, by the cancellation of their future, or by the close of the router
 * @param cancelRequests cancel requests sent to the server
 * @param fallbacks normal queries that ran on the reserved lane
 * @param abandonedConnections connections evicted because a query held them past its deadline
 */
public record Totals(
        long calls,
        long failed,
        long retries,
        long timeouts,
        long rejected,
        long interrupted,
        long cancelRequests,
        long fallbacks,
        long abandonedConnections) {}
