/**
 * Commands to Connwarden from within an application, and the reports of their results.
 *
 * <p>Applications use {@link io.connwarden.client.management.ConnectionManagement}. The transport of commands is behind
 * {@link io.connwarden.client.management.ManagementTransport}, so that an application can supply another transport.
 */
@NullMarked
package io.connwarden.client.management;

import org.jspecify.annotations.NullMarked;
