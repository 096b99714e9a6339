package io.connwarden.conventions.planted.contracts;

import io.connwarden.conventions.planted.sql.SqlImportingActuator;

/** Violates on purpose: the ground floor reaches up, and closes a circle with {@code sql}. */
public class ContractImportingSql {
    SqlImportingActuator above;
}
