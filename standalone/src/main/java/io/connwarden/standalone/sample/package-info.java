/** {@code connwarden sample}: one sample of one server, printed as a table or as JSON. Changes nothing. */
@NullMarked
package io.connwarden.standalone.sample;

import org.jspecify.annotations.NullMarked;
