package io.connwarden.house.planted.contracts;

import io.connwarden.house.planted.sql.StatementReachingUp;

/** Violates on purpose: the ground floor reaches up, and closes a circle with {@code sql}. */
public class ContractReachingUp {
    StatementReachingUp above;
}
