/**
 * Internal. The low-priority queue and the exceptions of its calls.
 *
 * <p>Lanes and connections do not belong here.
 */
@NullMarked
package io.connwarden.client.queue;

import org.jspecify.annotations.NullMarked;
