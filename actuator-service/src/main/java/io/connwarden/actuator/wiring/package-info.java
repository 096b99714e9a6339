/**
 * Puts the service together and starts and stops it: the beans, the threads, the order in which things open, and what
 * can be seen of it from outside.
 *
 * <p>No rule of the product is here.
 */
@NullMarked
package io.connwarden.actuator.wiring;

import org.jspecify.annotations.NullMarked;
