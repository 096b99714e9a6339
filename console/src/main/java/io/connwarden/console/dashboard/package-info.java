/** The addresses of the static files of the dashboard. The files are resources. This package knows no target. */
@NullMarked
package io.connwarden.console.dashboard;

import org.jspecify.annotations.NullMarked;
