package io.connwarden.house.planted.sql;

import io.connwarden.house.planted.actuator.decision.ImpureDecision;
import io.connwarden.house.planted.contracts.ContractReachingUp;

/** Violates on purpose: SQL knows a service. */
public class StatementReachingUp {
    ImpureDecision above;
    ContractReachingUp circle;
}
