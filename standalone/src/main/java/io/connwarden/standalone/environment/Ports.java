package io.connwarden.standalone.environment;

/**
 * The ports of a run on 127.0.0.1.
 *
 * @param kafka 1 to 65535, or 0 for a free port
 * @param store 1 to 65535, or 0 for a free port
 * @param http 1 to 65535
 */
public record Ports(int kafka, int store, int http) {}
