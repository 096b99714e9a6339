/**
 * What the doctor asks of a server before the night: statements that change nothing and need no right. What is made of
 * the answers is the doctor's own business, in its own module.
 */
@NullMarked
package io.connwarden.sql.doctor;

import org.jspecify.annotations.NullMarked;
