/**
 * Internal. Calls whose callers do not wait: which thread runs them, and how they end when nobody does in time.
 */
@NullMarked
package io.connwarden.client.async;

import org.jspecify.annotations.NullMarked;
