/** The report of each sample: to the latest health events, to the metrics, to the publisher, and to the log. */
@NullMarked
package io.connwarden.monitor.reporting;

import org.jspecify.annotations.NullMarked;
