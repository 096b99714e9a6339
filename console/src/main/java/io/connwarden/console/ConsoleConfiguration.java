package io.connwarden.console;

import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.KnownKeys;
import io.connwarden.console.access.CallerArgument;
import io.connwarden.console.api.ActionController;
import io.connwarden.console.api.AlertController;
import io.connwarden.console.api.PermissionController;
import io.connwarden.console.api.TargetController;
import io.connwarden.console.api.TrendController;
import io.connwarden.console.body.BodyFilter;
import io.connwarden.console.body.UnreadBodyValve;
import io.connwarden.console.dashboard.DashboardConfiguration;
import io.connwarden.console.description.DescriptionController;
import io.connwarden.console.export.Exports;
import io.connwarden.console.feed.StoredPauses;
import io.connwarden.console.feed.TopicFeeds;
import io.connwarden.console.history.HistoryController;
import io.connwarden.console.history.LogController;
import io.connwarden.console.history.LogEntryJson;
import io.connwarden.console.history.LogStore;
import io.connwarden.console.look.Looks;
import io.connwarden.console.saving.ActionSamplesController;
import io.connwarden.console.saving.SampleSaver;
import io.connwarden.console.sessions.SampleExportController;
import io.connwarden.console.sessions.SessionController;
import io.connwarden.console.settings.ConsoleSettings;
import io.connwarden.console.stream.EventStreams;
import io.connwarden.console.stream.StreamController;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.console.web.BodyLimitFilter;
import io.connwarden.console.web.DescriptionLinkFilter;
import io.connwarden.console.web.EntityTagAdvice;
import io.connwarden.console.web.HostFilter;
import io.connwarden.console.web.LocalHealthFilter;
import io.connwarden.console.web.ProblemAdvice;
import io.connwarden.console.web.ProblemReportValve;
import io.connwarden.console.web.ProblemWriter;
import io.connwarden.console.web.SecurityHeadersFilter;
import io.connwarden.sql.store.LogStoreReads.LogEntry;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The composition of the console. A Spring Boot service with a web server imports this class. The console serves its
 * routes on the port of the service, unless {@code connwarden.console.enabled} is false.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = ConsoleSettings.PREFIX + ".enabled", matchIfMissing = true)
@Import({
    TrendController.class,
    TargetController.class,
    ActionController.class,
    ActionSamplesController.class,
    AlertController.class,
    CommandWiring.class,
    PermissionController.class,
    SessionController.class,
    SampleExportController.class,
    StreamController.class,
    HistoryController.class,
    LogController.class,
    ProblemAdvice.class,
    EntityTagAdvice.class,
    ConsoleSecurity.class,
    DashboardConfiguration.class
})
public class ConsoleConfiguration {
    /** Returns the keys of a service and those of the console. */
    public static KnownKeys withKeysOfConsole(KnownKeys ofService) {
        return ofService.withRecord(ConsoleSettings.PREFIX, ConsoleSettings.class);
    }

    /** Returns the settings, and refuses an address that other hosts can reach. */
    @Bean
    ConsoleSettings consoleSettings(ConfigurableEnvironment environment, ServerProperties server) {
        ConsoleSettings settings =
                new ConfigurationReader(environment).block(ConsoleSettings.PREFIX, ConsoleSettings.class);
        if (!settings.hasAuthentication()) {
            LoopbackCheck.requireLoopback(server.getAddress());
        }
        return settings;
    }

    @Bean
    FleetView fleetView(ConfigurableEnvironment environment) {
        return new FleetView(new ConfigurationReader(environment).labelsOfTargets());
    }

    @Bean
    SessionHistory sessionHistory(ConsoleSettings settings) {
        return new SessionHistory(settings.maxSamplesSize().toBytes());
    }

    @Bean
    EventStreams eventStreams(ConsoleSettings settings) {
        return new EventStreams(settings);
    }

    @Bean
    Exports consoleExports(ConsoleSettings settings) {
        return new Exports(settings.maxExports(), settings.maxExportsPerCaller());
    }

    @Bean
    JsonMapperBuilderCustomizer logEntriesInJson() {
        return json -> json.addMixIn(LogEntry.class, LogEntryJson.class);
    }

    @Bean
    Looks consoleLooks(KafkaSettings consoleKafkaSettings) {
        return Looks.open(consoleKafkaSettings);
    }

    @Bean
    LogStore consoleLogStore(ConsoleSettings settings) {
        return LogStore.open(settings.logStore());
    }

    @Bean
    StoredPauses consoleStoredPauses(LogStore store, FleetView view) {
        return StoredPauses.start(store, view);
    }

    @Bean
    SampleSaver consoleSampleSaver(SessionHistory history, LogStore store, InstantSource clock) {
        return SampleSaver.start(history, store, clock);
    }

    @Bean
    InstantSource consoleClock() {
        return InstantSource.system();
    }

    @Bean
    KafkaSettings consoleKafkaSettings(ConsumerFactory<?, ?> consumers, ConfigurableEnvironment environment) {
        return KafkaSettings.ofClientProperties(
                consumers.getConfigurationProperties(),
                new ConfigurationReader(environment).topics().names(),
                ConsoleSettings.SOURCE);
    }

    /** Starts to read after the settings are valid. */
    @Bean
    @DependsOn("consoleSettings")
    TopicFeeds consoleTopicFeeds(
            KafkaSettings consoleKafkaSettings,
            FleetView view,
            SessionHistory sessions,
            SampleSaver saver,
            EventStreams streams,
            JsonMapper json,
            InstantSource clock) {
        return TopicFeeds.start(consoleKafkaSettings, view, sessions, saver, streams.feed(json, clock));
    }

    @Bean
    WebMvcConfigurer consoleArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }

    @Bean
    ProblemWriter consoleProblemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    FilterRegistrationBean<SecurityHeadersFilter> consoleSecurityHeaders() {
        return FilterOrder.HEADERS.register(new SecurityHeadersFilter());
    }

    @Bean
    DescriptionController consoleDescriptions(ConsoleSettings settings) {
        return new DescriptionController(settings.oidc().issuerUri());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> consoleProblemReports() {
        return ProblemReportValve.customizer();
    }

    @Bean
    FilterRegistrationBean<DescriptionLinkFilter> consoleDescriptionLinks() {
        return FilterOrder.LINKS.register(new DescriptionLinkFilter());
    }

    @Bean
    FilterRegistrationBean<HostFilter> consoleHostFilter(
            ConsoleSettings settings, ServerProperties server, ProblemWriter problems) {
        boolean protectsMetrics = LoopbackCheck.isLoopback(server.getAddress()) && !settings.openMetrics();
        return FilterOrder.HOST.register(new HostFilter(settings.allowedHosts(), protectsMetrics, problems));
    }

    @Bean
    FilterRegistrationBean<LocalHealthFilter> consoleLocalHealth(
            FilterRegistrationBean<HostFilter> consoleHostFilter, ServerProperties server) {
        FilterRegistrationBean<LocalHealthFilter> registration = FilterOrder.LOCAL_HEALTH.register(
                new LocalHealthFilter(Objects.requireNonNull(consoleHostFilter.getFilter())));
        registration.setEnabled(LoopbackCheck.isLoopback(server.getAddress()));
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> consoleBodyLimit(ConsoleSettings settings, ProblemWriter problems) {
        return FilterOrder.BODY_LIMIT.register(
                new BodyLimitFilter(settings.maxBodySize().toBytes(), problems));
    }

    @Bean
    FilterRegistrationBean<BodyFilter> consoleBodies(ProblemWriter problems) {
        return FilterOrder.BODY.register(new BodyFilter(problems));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> consoleUnreadBodies() {
        return UnreadBodyValve.customizer();
    }
}
