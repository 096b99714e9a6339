/**
 * Real servers in invented situations of the kinds that were reported, with the expected end of each session. They
 * were written from the reports alone. No production code imports this package.
 */
@NullMarked
package io.connwarden.testing.reports;

import org.jspecify.annotations.NullMarked;
