package io.connwarden.client.status;

/**
 * Counts since the router was opened.
 *
 * @param calls calls ended, however they ended
 * @param failed PostgreSQL refused them, or their connection was lost for good
 * @param retries attempts after the first
 * @param timeouts calls whose deadline passed
 * @param rejected calls that found a full queue, or a router that was closed
 * @param interrupted calls whose thread was interrupted or whose future was cancelled
 * @param cancelledStatements cancel requests sent to the server
 * @param fallbacks normal queries that ran in the reserved lane
 * @param abandonedConnections connections taken away from queries that held them too long
 */
public record Totals(
        long calls,
        long failed,
        long retries,
        long timeouts,
        long rejected,
        long interrupted,
        long cancelledStatements,
        long fallbacks,
        long abandonedConnections) {}
