package io.connwarden.standalone.environment;

import io.connwarden.standalone.target.InvalidInputException;

/**
 * The ports of a run on 127.0.0.1.
 *
 * @param kafka 1 to 65535, or 0 for a free port
 * @param store 1 to 65535, or 0 for a free port
 * @param http 1 to 65535, or 0 for a free port
 */
public record Ports(int kafka, int store, int http) {
    public Ports {
        requirePort("--kafka-port", kafka);
        requirePort("--store-port", store);
        requirePort("--http-port", http);
    }

    private static void requirePort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new InvalidInputException(option + " must be between 0 and 65535, was " + port);
        }
    }
}
