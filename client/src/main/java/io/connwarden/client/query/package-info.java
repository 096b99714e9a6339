/**
 * Queries and their options: type, priority, timeout, retries, and the exceptions of a failed call.
 *
 * <p>The lowest layer of the client. No type here opens a connection, waits or uses Kafka, and none depends on another
 * package of the client.
 */
@NullMarked
package io.connwarden.client.query;

import org.jspecify.annotations.NullMarked;
