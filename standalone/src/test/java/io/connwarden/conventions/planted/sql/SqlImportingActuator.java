package io.connwarden.conventions.planted.sql;

import io.connwarden.conventions.planted.actuator.decision.ImpureDecision;
import io.connwarden.conventions.planted.contracts.ContractImportingSql;

/** Violates a rule on purpose: SQL depends on a service. */
public class SqlImportingActuator {
    ImpureDecision above;
    ContractImportingSql circle;
}
