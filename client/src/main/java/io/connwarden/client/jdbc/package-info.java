/**
 * Internal. What a query sees of its connection: JDBC objects that leave to the router what is the router's, and count
 * what is handed to the server.
 *
 * <p>No pool, no deadline and no decision here. The delegating classes are written out, because a query meets them on
 * every call and a reflective proxy costs more than the rest of the router; what is rarely used is still a proxy.
 */
@NullMarked
package io.connwarden.client.jdbc;

import org.jspecify.annotations.NullMarked;
