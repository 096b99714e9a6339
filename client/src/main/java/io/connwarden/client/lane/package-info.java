/**
 * Internal. The two lanes, and the execution of one attempt: permit, connection, query, return of the connection.
 *
 * <p>Only this package holds connections. Decisions about a retry do not belong here.
 */
@NullMarked
package io.connwarden.client.lane;

import org.jspecify.annotations.NullMarked;
