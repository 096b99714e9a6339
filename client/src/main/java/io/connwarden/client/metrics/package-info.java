/**
 * Internal. Counters, latencies and logging of calls, as the source of the public status.
 *
 * <p>Metrics libraries do not belong here; the binding to Micrometer is in a package of its own.
 */
@NullMarked
package io.connwarden.client.metrics;

import org.jspecify.annotations.NullMarked;
