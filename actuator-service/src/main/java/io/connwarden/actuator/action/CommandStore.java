package io.connwarden.actuator.action;

import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.Pauses;

/** The tables of the log store that the execution of a command uses. */
public record CommandStore(
        StoreTransactions transactions, Leases leases, Intents intents, ActionHistory recent, Pauses pauses) {}
