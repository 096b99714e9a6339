/**
 * A real Kafka broker (KRaft, broker and controller in one) as a child process on loopback. Starts, waits, stops;
 * speaks no Kafka itself, so none of Kafka's server libraries come near our class path.
 */
@NullMarked
package io.connwarden.embedded.kafka;

import org.jspecify.annotations.NullMarked;
