/**
 * The words of a query: what is asked, how urgent it is, what may be done again, and what can go wrong.
 *
 * <p>The ground floor of the client: nothing here opens a connection, waits or talks to Kafka, and nothing of the
 * client's other packages is imported.
 */
@NullMarked
package io.connwarden.client.query;

import org.jspecify.annotations.NullMarked;
