/**
 * The Kafka clients: a producer of commands and consumers of results, health and alerts.
 *
 * <p>Only this package of the client uses Kafka. The encoding of messages lives in the contracts.
 */
@NullMarked
package io.connwarden.client.topics;

import org.jspecify.annotations.NullMarked;
