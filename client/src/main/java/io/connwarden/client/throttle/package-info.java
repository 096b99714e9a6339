/**
 * The throttling of low-priority queries by the target's health: open, limited or blocked.
 *
 * <p>This package defines the states and the health listener. The decision lives in package {@code queue}.
 */
@NullMarked
package io.connwarden.client.throttle;

import org.jspecify.annotations.NullMarked;
