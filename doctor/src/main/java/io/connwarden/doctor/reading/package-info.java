/**
 * The readings of one diagnosis as plain data. A failed probe has a reading too. Nothing in this package evaluates a
 * reading or queries a server.
 */
@NullMarked
package io.connwarden.doctor.reading;

import org.jspecify.annotations.NullMarked;
