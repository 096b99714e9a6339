package io.connwarden.house.planted.client;

import org.springframework.core.env.Environment;

/** What the plain client must never do. */
public final class ClientKnowingSpring {
    private ClientKnowingSpring() {}

    public static String name(Environment environment) {
        return environment.getProperty("spring.application.name", "");
    }
}
