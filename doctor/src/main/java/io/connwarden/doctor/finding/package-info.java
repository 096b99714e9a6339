/**
 * The findings of an examination as plain data. A failed probe is a finding too. Nothing in this package evaluates a
 * finding or queries a server.
 */
@NullMarked
package io.connwarden.doctor.finding;

import org.jspecify.annotations.NullMarked;
