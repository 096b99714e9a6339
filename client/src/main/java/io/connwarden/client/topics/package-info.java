/**
 * Both ends of Connwarden's topics: sending commands, and hearing results, health and alerts.
 *
 * <p>Kafka lives here and nowhere else in the client; how a message becomes bytes is the contracts' business.
 */
@NullMarked
package io.connwarden.client.topics;

import org.jspecify.annotations.NullMarked;
