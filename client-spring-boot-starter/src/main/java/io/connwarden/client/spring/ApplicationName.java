package io.connwarden.client.spring;

import org.springframework.core.env.Environment;

/** What the application is called where its settings leave it open. */
final class ApplicationName {
    private static final String DEFAULT = "connwarden-client";
    private static final int MAX_LENGTH = 54;

    private ApplicationName() {}

    /** {@code spring.application.name}, cut to what PostgreSQL's {@code application_name} has room for. */
    static String of(Environment environment) {
        String name = environment.getProperty("spring.application.name", "");
        return name.isBlank() ? DEFAULT : name.substring(0, Math.min(MAX_LENGTH, name.length()));
    }
}
