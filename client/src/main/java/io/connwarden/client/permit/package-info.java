/**
 * Internal. Permits, the limiter of a lane, and the fair queue.
 *
 * <p>Only counting and ordering belong here. No thread is started, and only {@link
 * io.connwarden.client.permit.PermitRequest#await} blocks. Every order can be tested without threads or time.
 */
@NullMarked
package io.connwarden.client.permit;

import org.jspecify.annotations.NullMarked;
