/** The settings of the console. This package contains values only. */
@NullMarked
package io.connwarden.console.settings;

import org.jspecify.annotations.NullMarked;
