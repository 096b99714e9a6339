/**
 * {@code connwarden doctor}: what the doctor found, as a table or as JSON, and the drill that goes through the whole stack.
 */
@NullMarked
package io.connwarden.standalone.doctor;

import org.jspecify.annotations.NullMarked;
