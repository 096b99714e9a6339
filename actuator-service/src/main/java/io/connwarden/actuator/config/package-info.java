/**
 * The configuration as validated values: what {@code connwarden.*} holds, and the watched targets made of it. Read
 * once at the start; a wrong value ends the start with one sentence that names the key, the value and what is allowed.
 *
 * <p>Nothing here connects to anything.
 */
@NullMarked
package io.connwarden.actuator.config;

import org.jspecify.annotations.NullMarked;
