package io.connwarden.contracts.message;

/**
 * What one look at a target counted. Client backends only: background workers and walsenders hold no slot.
 *
 * @param totalConnections client backends of the whole server
 * @param idleInTransactionConnections in {@code idle in transaction}, aborted ones included
 * @param zombieConnections idle for longer than the zombie threshold
 * @param longIdleConnections idle for longer than the long-idle threshold (zombies included)
 * @param longRunningConnections active with a query older than the long-running threshold
 * @param stuckTransactions idle in a transaction older than the stuck threshold
 * @param waitingOnLockConnections waiting on a heavyweight lock
 * @param utilizationPercentage totalConnections / maxConnections * 100
 * @param slotUtilizationPercentage totalConnections / usableConnections * 100; thresholds compare this one
 * @param maxConnections the server's {@code max_connections}
 * @param usableConnections max_connections less every reserve
 * @param visibilityPercentage share of client backends whose state our role may read, 0 to 100
 * @param oldestTransactionSeconds age of the oldest open transaction of a client backend, 0 when there is none
 */
public record Counts(
        int totalConnections,
        int activeConnections,
        int idleConnections,
        int idleInTransactionConnections,
        int zombieConnections,
        int longIdleConnections,
        int longRunningConnections,
        int stuckTransactions,
        int waitingOnLockConnections,
        double utilizationPercentage,
        double slotUtilizationPercentage,
        int maxConnections,
        int usableConnections,
        double visibilityPercentage,
        double oldestTransactionSeconds) {
    public Counts {
        Allowed.count("totalConnections", totalConnections);
        Allowed.count("activeConnections", activeConnections);
        Allowed.count("idleConnections", idleConnections);
        Allowed.count("idleInTransactionConnections", idleInTransactionConnections);
        Allowed.count("zombieConnections", zombieConnections);
        Allowed.count("longIdleConnections", longIdleConnections);
        Allowed.count("longRunningConnections", longRunningConnections);
        Allowed.count("stuckTransactions", stuckTransactions);
        Allowed.count("waitingOnLockConnections", waitingOnLockConnections);
        Allowed.measure("utilizationPercentage", utilizationPercentage);
        Allowed.measure("slotUtilizationPercentage", slotUtilizationPercentage);
        Allowed.atLeast("maxConnections", 1, maxConnections);
        Allowed.atLeast("usableConnections", 1, usableConnections);
        Allowed.measure("visibilityPercentage", visibilityPercentage);
        if (visibilityPercentage > 100) {
            throw new IllegalArgumentException("visibilityPercentage must be at most 100, was " + visibilityPercentage);
        }
        Allowed.measure("oldestTransactionSeconds", oldestTransactionSeconds);
    }
}
