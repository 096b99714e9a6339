/** The static files of the dashboard. The files themselves are resources; this package serves them and knows no target. */
@NullMarked
package io.connwarden.console.dashboard;

import org.jspecify.annotations.NullMarked;
