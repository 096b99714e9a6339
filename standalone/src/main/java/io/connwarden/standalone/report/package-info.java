/**
 * {@code connwarden report}: the sessions that dry runs of automatic actions would have ended, and their fates. Reads
 * the log store and changes nothing.
 */
@NullMarked
package io.connwarden.standalone.report;

import org.jspecify.annotations.NullMarked;
