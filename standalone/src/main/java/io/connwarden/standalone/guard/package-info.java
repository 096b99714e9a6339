/** {@code connwarden guard}: both services at work on a server of the user's. */
@NullMarked
package io.connwarden.standalone.guard;

import org.jspecify.annotations.NullMarked;
