/** The requests for fresh samples while the sessions of a target are looked at. */
@NullMarked
package io.connwarden.console.look;

import org.jspecify.annotations.NullMarked;
