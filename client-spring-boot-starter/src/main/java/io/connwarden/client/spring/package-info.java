/**
 * The client in a Spring Boot application: settings under {@code connwarden.client}, and beans made of them where the
 * application has none of its own.
 *
 * <p>Only wiring. What the beans do lives in the client, which knows nothing of Spring. Public are the
 * auto-configurations, so that an application can name them to exclude them, and the settings; the rest is internal.
 */
@NullMarked
package io.connwarden.client.spring;

import org.jspecify.annotations.NullMarked;
