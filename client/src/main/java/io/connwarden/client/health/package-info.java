/**
 * The listener through which a router, or an application, receives the health of its target.
 */
@NullMarked
package io.connwarden.client.health;

import org.jspecify.annotations.NullMarked;
