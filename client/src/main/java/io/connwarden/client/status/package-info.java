/**
 * What the router has done and is doing: counters, latencies and the status made of them.
 *
 * <p>Only counts. No metrics library is imported here; bindings to one live in a package of their own.
 */
@NullMarked
package io.connwarden.client.status;

import org.jspecify.annotations.NullMarked;
