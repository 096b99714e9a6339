/**
 * What the doctor saw when it tried, as plain data. Nothing here judges or asks: that a question could not be answered is
 * a finding like any other.
 */
@NullMarked
package io.connwarden.doctor.finding;

import org.jspecify.annotations.NullMarked;
