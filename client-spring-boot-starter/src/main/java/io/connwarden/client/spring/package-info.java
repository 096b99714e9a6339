/**
 * The client in a Spring Boot application: settings under {@code connwarden.client}, and the beans created from them
 * unless the application defines its own.
 *
 * <p>Only wiring lives here. The behavior of the beans lives in the client, which does not depend on Spring. The
 * auto-configurations are public so that an application can exclude them. The settings are public too; all else is
 * internal.
 */
@NullMarked
package io.connwarden.client.spring;

import org.jspecify.annotations.NullMarked;
