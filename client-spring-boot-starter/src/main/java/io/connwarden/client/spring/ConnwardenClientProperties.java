package io.connwarden.client.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the client. Durations are written as {@code 500ms}, {@code 30s}, {@code 5m}.
 *
 * @param enabled false disables the client
 * @param datasource relation of the router to the application's data source; default: {@code replace}, and {@code
 *     beside} if {@code router.url} is set
 * @param datasourceBean name of the data source to replace, if the application has several
 * @param transactionalScopes true runs every {@code @Transactional} method on the router's data source in a scope,
 *     which is repeated after a lost connection
 * @param target id of the target in the configuration of Connwarden's services; management is disabled without it
 * @param requestedBy requester recorded in logs and results; default: the application's name
 * @param managementTimeout maximum wait for the result of a command, above zero
 * @param router settings of the query router
 * @param kafka settings of the Kafka clients
 */
@ConfigurationProperties("connwarden.client")
public record ConnwardenClientProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable DataSourceMode datasource,
        @Nullable String datasourceBean,
        @DefaultValue("true") boolean transactionalScopes,
        @Nullable String target,
        @Nullable String requestedBy,
        @DefaultValue("30s") Duration managementTimeout,
        @NestedConfigurationProperty @DefaultValue RouterProperties router,
        @NestedConfigurationProperty @DefaultValue ConnwardenKafkaProperties kafka) {}
