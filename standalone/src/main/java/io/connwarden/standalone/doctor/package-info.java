/** {@code connwarden doctor}: the diagnosis as a table or as JSON, and the drill through both services. */
@NullMarked
package io.connwarden.standalone.doctor;

import org.jspecify.annotations.NullMarked;
