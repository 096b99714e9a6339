/** {@code connwarden check}: one look at one server, shown as a table or as JSON. Changes nothing anywhere. */
@NullMarked
package io.connwarden.standalone.check;

import org.jspecify.annotations.NullMarked;
