package io.connwarden.actuator.fault;

import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.ReportedFaults;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.TargetLock;
import io.connwarden.sql.store.WatchedTargets;

/** The tables and the clock of the log store that the check for faults uses. */
public record FaultStore(
        StoreTransactions transactions,
        TargetLock targetLock,
        StoreClock clock,
        WatchedTargets watchedTargets,
        ReportedFaults reportedFaults,
        AlertStates alertStates) {}
