package io.connwarden.client.spring;

import org.springframework.core.env.Environment;

/** What the application is called where its settings leave it open. */
final class ApplicationName {
    private static final String WITHOUT_A_NAME = "connwarden-client";
    private static final int LONGEST = 54;

    private ApplicationName() {}

    /** {@code spring.application.name}, cut to what PostgreSQL's {@code application_name} has room for. */
    static String of(Environment environment) {
        String name = environment.getProperty("spring.application.name", "");
        return name.isBlank() ? WITHOUT_A_NAME : name.substring(0, Math.min(LONGEST, name.length()));
    }
}
