/** The dashboard in a browser, for tests. A module that uses this package adds Selenium and axe-core to its tests. */
@NullMarked
package io.connwarden.testing.browser;

import org.jspecify.annotations.NullMarked;
