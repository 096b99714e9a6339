/**
 * A Kafka broker and a PostgreSQL server from Maven artifacts, for standalone runs and tests.
 *
 * <p>{@code server} holds the parts that both share. {@code kafka} starts the broker process, and {@code broker} is the
 * main class of that process. {@code postgres} starts PostgreSQL. Both services know these servers as addresses in
 * their configuration only, and never import this module.
 */
@NullMarked
package io.connwarden.embedded;

import org.jspecify.annotations.NullMarked;
