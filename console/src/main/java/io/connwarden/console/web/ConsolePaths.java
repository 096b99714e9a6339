package io.connwarden.console.web;

/** The paths of the console. Other paths of the same port belong to the service. */
public final class ConsolePaths {
    public static final String API = "/api/v1";

    private ConsolePaths() {}

    static boolean isManagement(String path) {
        return path.equals("/actuator") || path.startsWith("/actuator/");
    }
}
