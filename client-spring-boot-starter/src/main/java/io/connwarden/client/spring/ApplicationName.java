package io.connwarden.client.spring;

import org.springframework.core.env.Environment;

/** The default name of the application in its database sessions and commands. */
final class ApplicationName {
    private static final String DEFAULT = "query-router";
    private static final int MAX_LENGTH = 54;

    private ApplicationName() {}

    /** Returns {@code spring.application.name}, truncated to the maximum length of the router's application name. */
    static String of(Environment environment) {
        String name = environment.getProperty("spring.application.name", "");
        return name.isBlank() ? DEFAULT : name.substring(0, Math.min(MAX_LENGTH, name.length()));
    }
}
