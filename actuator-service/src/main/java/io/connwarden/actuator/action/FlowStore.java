package io.connwarden.actuator.action;

import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.RecentIntents;

/** The parts of the log store that a run works with. */
public record FlowStore(
        StoreTransactions transactions, Leases leases, Intents intents, RecentIntents recent, Pauses pauses) {}
