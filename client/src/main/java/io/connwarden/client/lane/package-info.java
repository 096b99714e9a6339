/**
 * Internal. The two lanes and what happens inside one: a place, a connection, the query, and the connection given back clean.
 *
 * <p>The only package that holds connections. Whether to try again is not decided here.
 */
@NullMarked
package io.connwarden.client.lane;

import org.jspecify.annotations.NullMarked;
