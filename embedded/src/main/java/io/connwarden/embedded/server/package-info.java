/**
 * What every embedded server needs: a directory held by one run at a time, a loopback port, and a failure that says
 * what is wrong. Nothing about Kafka or PostgreSQL.
 */
@NullMarked
package io.connwarden.embedded.server;

import org.jspecify.annotations.NullMarked;
