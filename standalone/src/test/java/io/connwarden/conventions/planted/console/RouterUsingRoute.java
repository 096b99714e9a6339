package io.connwarden.conventions.planted.console;

import io.connwarden.conventions.planted.client.ClientImportingActuator;

/** Violates a rule on purpose: the console depends on a part of the client beside its topics. */
public class RouterUsingRoute {
    ClientImportingActuator client;
}
