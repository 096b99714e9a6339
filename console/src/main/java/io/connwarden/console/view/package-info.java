/**
 * The view of all targets in memory, built from the topics. Everything in it is bounded. This package knows neither
 * HTTP nor Spring.
 */
@NullMarked
package io.connwarden.console.view;

import org.jspecify.annotations.NullMarked;
