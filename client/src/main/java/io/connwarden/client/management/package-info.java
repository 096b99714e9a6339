/**
 * Commands to Connwarden from within an application, and the reports of their results.
 *
 * <p>Applications use {@link io.connwarden.client.management.ManagementClient}. The transport of commands is behind
 * {@link io.connwarden.client.management.CommandTransport}, so that an application can supply another transport.
 */
@NullMarked
package io.connwarden.client.management;

import org.jspecify.annotations.NullMarked;
