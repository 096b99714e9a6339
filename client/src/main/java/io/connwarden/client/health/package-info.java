/**
 * Internal. What the router does about its target's health by itself: asks for it, and asks for management when it is bad.
 */
@NullMarked
package io.connwarden.client.health;

import org.jspecify.annotations.NullMarked;
