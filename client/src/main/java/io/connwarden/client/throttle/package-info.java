/**
 * Internal. The throttle of a queue, and its implementation that follows the health of the target.
 *
 * <p>The current limit is public, in package {@code status}.
 */
@NullMarked
package io.connwarden.client.throttle;

import org.jspecify.annotations.NullMarked;
