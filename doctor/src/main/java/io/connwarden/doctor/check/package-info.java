/**
 * The checks: pure functions from the readings to findings with a severity, a reason and missing requirements.
 * Nothing in this package queries a server, reads a clock or logs.
 */
@NullMarked
package io.connwarden.doctor.check;

import org.jspecify.annotations.NullMarked;
