/**
 * What the target's health means for low priority: unhindered, slowed or held.
 *
 * <p>Knows health messages, not where they come from; the deciding is the queue's.
 */
@NullMarked
package io.connwarden.client.throttle;

import org.jspecify.annotations.NullMarked;
