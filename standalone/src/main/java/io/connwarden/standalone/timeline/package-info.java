/** Prints the events of the topics in the terminal. It consumes the topics like any program outside. */
@NullMarked
package io.connwarden.standalone.timeline;

import org.jspecify.annotations.NullMarked;
