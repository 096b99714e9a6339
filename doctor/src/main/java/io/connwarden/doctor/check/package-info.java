/**
 * Judges what was found: one question per class, each answered by a check with a standing and a reason. Pure: no server, no
 * clock, no log. What is missing is named as data; which statement cures it is the next package's business.
 */
@NullMarked
package io.connwarden.doctor.check;

import org.jspecify.annotations.NullMarked;
