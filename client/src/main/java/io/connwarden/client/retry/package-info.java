/**
 * Internal. The decision about a retry, which is pure, and the stage that executes it.
 *
 * <p>Every policy of the Failsafe library that the router uses is created in {@link
 * io.connwarden.client.retry.FailsafePolicies} and nowhere else.
 */
@NullMarked
package io.connwarden.client.retry;

import org.jspecify.annotations.NullMarked;
