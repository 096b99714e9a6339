package io.connwarden.client.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the client. Durations are written as {@code 500ms}, {@code 30s}, {@code 5m}.
 *
 * @param enabled false leaves the client out altogether
 * @param target id of the guarded server as Connwarden's services name it; without one nothing is asked of them
 * @param requestedBy who asks: stands in every log and result; the application's name when not given
 * @param managementTimeout how long an answer is awaited, above zero
 * @param router the query router
 * @param kafka where Connwarden's topics are
 */
@ConfigurationProperties("connwarden.client")
public record ClientProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String target,
        @Nullable String requestedBy,
        @DefaultValue("30s") Duration managementTimeout,
        @NestedConfigurationProperty @DefaultValue RouterProperties router,
        @NestedConfigurationProperty @DefaultValue KafkaProperties kafka) {}
