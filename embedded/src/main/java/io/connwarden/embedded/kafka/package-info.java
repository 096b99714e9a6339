/**
 * A Kafka broker (KRaft, broker and controller in one) as a child process on loopback. Starts and stops it without a
 * Kafka client, so the libraries of the Kafka server never reach this class path.
 */
@NullMarked
package io.connwarden.embedded.kafka;

import org.jspecify.annotations.NullMarked;
