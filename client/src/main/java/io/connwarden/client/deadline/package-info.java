/**
 * Internal. Time as the router knows it: a clock that tests can hold still, deadlines, and the one thread that looks after
 * everything that has one.
 *
 * <p>Nothing here knows of connections or queries; what is watched says itself what to do about the time.
 */
@NullMarked
package io.connwarden.client.deadline;

import org.jspecify.annotations.NullMarked;
