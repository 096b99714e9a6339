/**
 * Internal. The low-priority queue and its throttle.
 *
 * <p>Lanes and connections do not belong here.
 */
@NullMarked
package io.connwarden.client.queue;

import org.jspecify.annotations.NullMarked;
