package io.connwarden.conventions.planted.contracts;

import io.connwarden.conventions.planted.sql.SqlImportingActuator;

/** Violates a rule on purpose: contracts depend on {@code sql} and form a cycle. */
public class ContractImportingSql {
    SqlImportingActuator above;
}
