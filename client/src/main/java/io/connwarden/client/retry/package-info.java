/**
 * Internal. Whether to try again: the judgement, which is pure, and the stage that acts on it.
 *
 * <p>Every policy of the Failsafe library that the router uses is made in {@link
 * io.connwarden.client.retry.FailsafePolicies} and nowhere else.
 */
@NullMarked
package io.connwarden.client.retry;

import org.jspecify.annotations.NullMarked;
