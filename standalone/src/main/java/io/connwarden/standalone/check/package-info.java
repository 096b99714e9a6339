/** {@code connwarden check}: one sample of one server, printed as a table or as JSON. Changes nothing. */
@NullMarked
package io.connwarden.standalone.check;

import org.jspecify.annotations.NullMarked;
