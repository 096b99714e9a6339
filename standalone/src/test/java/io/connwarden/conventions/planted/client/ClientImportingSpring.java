package io.connwarden.conventions.planted.client;

import org.springframework.core.env.Environment;

/** Violates a rule on purpose: the client depends on Spring. */
public final class ClientImportingSpring {
    private ClientImportingSpring() {}

    public static String name(Environment environment) {
        return environment.getProperty("spring.application.name", "");
    }
}
