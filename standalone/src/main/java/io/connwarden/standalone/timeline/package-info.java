/**
 * Tells in the terminal what goes over the topics, read from the topics themselves like any other consumer: what is
 * told is what every program outside could have seen.
 */
@NullMarked
package io.connwarden.standalone.timeline;

import org.jspecify.annotations.NullMarked;
