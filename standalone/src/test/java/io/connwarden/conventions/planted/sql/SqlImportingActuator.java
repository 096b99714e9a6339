package io.connwarden.conventions.planted.sql;

import io.connwarden.conventions.planted.actuator.decision.ImpureDecision;
import io.connwarden.conventions.planted.contracts.ContractImportingSql;

/** Violates on purpose: SQL knows a service. */
public class SqlImportingActuator {
    ImpureDecision above;
    ContractImportingSql circle;
}
