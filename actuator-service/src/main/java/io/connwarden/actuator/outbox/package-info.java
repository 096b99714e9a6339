/**
 * From the outbox to Kafka: events are written into the log store in the transaction that made them true, and one relay
 * among all instances sends them in order, marking each once the brokers have acknowledged it.
 *
 * <p>What the events say is not known here.
 */
@NullMarked
package io.connwarden.actuator.outbox;

import org.jspecify.annotations.NullMarked;
