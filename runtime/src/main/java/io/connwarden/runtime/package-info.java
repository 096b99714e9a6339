/**
 * The parts that the services share at run time: outage logging, shutdown, retries, threads, periodic tasks, recurring
 * times and topic provisioning. Nothing here knows SQL, a target or a service.
 */
@NullMarked
package io.connwarden.runtime;

import org.jspecify.annotations.NullMarked;
