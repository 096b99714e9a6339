/**
 * Internal. What is counted and logged of each call, and turned into the public status.
 *
 * <p>Only counts. No metrics library is imported here; bindings to one live in a package of their own.
 */
@NullMarked
package io.connwarden.client.metrics;

import org.jspecify.annotations.NullMarked;
