/**
 * Internal. One call on its way through the stages: what it asked for, what became of it so far, and what a stage is.
 *
 * <p>No stage lives here, and nothing here waits or connects.
 */
@NullMarked
package io.connwarden.client.call;

import org.jspecify.annotations.NullMarked;
