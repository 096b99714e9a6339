package io.connwarden.actuator.action;

import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.Leases.ClaimedCommand;
import io.connwarden.sql.store.ListeningSessions;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.RefilledApplications;
import io.connwarden.sql.store.ReliefMeasurements;
import io.connwarden.sql.store.Signals;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.TargetLock;
import io.connwarden.sql.store.UnreclaimedSessions;

/** The tables and the clock of the log store that the execution of a command uses. */
public record CommandStore(
        StoreTransactions transactions,
        Leases leases,
        Intents intents,
        Signals signals,
        ActionHistory history,
        UnreclaimedSessions unreclaimedSessions,
        RefilledApplications refilledApplications,
        ReliefMeasurements reliefMeasurements,
        TargetLock targetLock,
        Pauses pauses,
        ListeningSessions listeningSessions,
        Plans plans,
        AlertStates alertStates,
        StoreClock clock) {

    /**
     * Locks the command and its target until the end of the caller's transaction.
     *
     * @throws LeaseLostException if this process no longer holds the lease
     */
    void lock(LeasedCommand leased) {
        lock(leased.claimed());
    }

    /** Locks a command without reading its message, as {@link #lock(LeasedCommand)} does. */
    void lock(ClaimedCommand claimed) {
        // The wait for the target must not hold the row: the lease of a locked row is not renewed.
        targetLock.acquire(claimed.target());
        if (!leases.lockIfHeld(claimed.seq())) {
            throw new LeaseLostException(claimed.seq());
        }
    }
}
