/**
 * A real Kafka broker and a real PostgreSQL server, run from Maven artifacts for standalone runs and tests.
 *
 * <p>{@code server}: what both have in common (directory, port, failure). {@code kafka}: starts the broker process.
 * {@code broker}: the main class inside that process. {@code postgres}: starts PostgreSQL. {@code fixture}: what tests
 * share. The two services never import this module: they meet it only as addresses in their configuration.
 */
@NullMarked
package io.connwarden.embedded;

import org.jspecify.annotations.NullMarked;
