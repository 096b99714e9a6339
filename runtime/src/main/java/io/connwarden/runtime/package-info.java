/**
 * The parts that both services share at run time: outage logging, shutdown, retries, threads, periodic tasks and
 * topic provisioning. Nothing here knows SQL, a target or a service.
 */
@NullMarked
package io.connwarden.runtime;

import org.jspecify.annotations.NullMarked;
