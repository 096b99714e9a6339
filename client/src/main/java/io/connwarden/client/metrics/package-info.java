/**
 * Internal. Counters and latencies of calls, as the source of the public status.
 *
 * <p>Metrics libraries do not belong here; the binding to Micrometer is in package {@code micrometer}.
 */
@NullMarked
package io.connwarden.client.metrics;

import org.jspecify.annotations.NullMarked;
