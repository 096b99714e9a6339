package io.connwarden.conventions.planted.client;

import org.springframework.core.env.Environment;

/** What the plain client must never do. */
public final class ClientImportingSpring {
    private ClientImportingSpring() {}

    public static String name(Environment environment) {
        return environment.getProperty("spring.application.name", "");
    }
}
