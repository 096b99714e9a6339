/**
 * Statements about every decision, and invented situations, from the reports of trouble alone.
 *
 * <p>They were written before {@code docs/rules.md}, the rules and the guards were read. The statements of the package
 * {@code oracle} come from the documentation instead. Nothing here may use that package.
 */
@NullMarked
package io.connwarden.actuator.decision.reports;

import org.jspecify.annotations.NullMarked;
