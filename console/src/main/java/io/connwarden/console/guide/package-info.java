/**
 * The two endpoints of the system that Connwarden replaces: their paths, parameters, fields and status codes. Actions
 * become commands, and counts come from the view.
 */
@NullMarked
package io.connwarden.console.guide;

import org.jspecify.annotations.NullMarked;
