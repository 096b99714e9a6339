package io.connwarden.standalone.environment;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.monitor.MonitorApplication;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** The start of both services against the embedded servers, and the check of their configuration. */
public final class Services {
    private static final String STORE_USER = "postgres";
    private static final String ADDITIONAL_FILES = "spring.config.additional-location";

    private Services() {}

    /**
     * The running services.
     *
     * @param console the address that signs in to the console
     */
    public record Running(ConfigurableApplicationContext actuator, String console) {}

    /**
     * Reads the configuration of both services, and returns that of the actuator. Called before the servers start, so
     * that an invalid value is reported at once.
     *
     * @throws io.connwarden.standalone.target.InvalidInputException if a service rejects its configuration
     */
    public static ConfigurableEnvironment readConfiguration(EnvironmentSettings settings) {
        ServiceRunner.readConfiguration("monitor", MonitorApplication::main, monitorProperties(settings));
        return ServiceRunner.readConfiguration("actuator", ActuatorApplication::main, actuatorProperties(settings));
    }

    /**
     * Starts the monitor, which creates the topics, then the actuator.
     *
     * @throws io.connwarden.standalone.target.InvalidInputException if a service rejects its configuration
     * @throws io.connwarden.embedded.server.StartFailedException if a service fails to start
     */
    public static Running start(EnvironmentSettings settings, Infrastructure infrastructure, ResourceStack resources) {
        ConsoleLogin login = resources.add(ConsoleLogin.create());
        Map<String, String> addresses = addresses(infrastructure);
        Map<String, String> ofMonitor = monitorProperties(settings);
        ofMonitor.putAll(addresses);
        ofMonitor.put("connwarden.console.log-store.url", infrastructure.storeUrl());
        ofMonitor.put("connwarden.console.log-store.username", STORE_USER);
        // A later file takes precedence.
        ofMonitor.merge(ADDITIONAL_FILES, "file:" + login.defaults(), (users, defaults) -> defaults + "," + users);
        ConfigurableApplicationContext monitor =
                resources.add(ServiceRunner.start("monitor", MonitorApplication::main, ofMonitor));
        Map<String, String> ofActuator = actuatorProperties(settings);
        ofActuator.putAll(addresses);
        ConfigurableApplicationContext actuator =
                ServiceRunner.start("actuator", ActuatorApplication::main, ofActuator);
        resources.add(actuator);
        return new Running(actuator, login.address(monitor.getEnvironment()));
    }

    private static Map<String, String> monitorProperties(EnvironmentSettings settings) {
        Map<String, String> properties = commonProperties(settings);
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", Integer.toString(settings.ports().http()));
        properties.putAll(settings.monitorProperties());
        return properties;
    }

    private static Map<String, String> actuatorProperties(EnvironmentSettings settings) {
        Map<String, String> properties = commonProperties(settings);
        // The web server on the class path belongs to the monitor.
        properties.put("spring.main.web-application-type", "none");
        properties.putAll(settings.actuatorProperties());
        return properties;
    }

    private static Map<String, String> addresses(Infrastructure infrastructure) {
        return Map.of(
                "spring.kafka.bootstrap-servers", infrastructure.kafka().bootstrapServers(),
                "spring.datasource.url", infrastructure.storeUrl(),
                "spring.datasource.username", STORE_USER);
    }

    private static Map<String, String> commonProperties(EnvironmentSettings settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.main.banner-mode", "off");
        // ResourceStack stops the services before Kafka and the store.
        properties.put("spring.main.register-shutdown-hook", "false");
        properties.put("logging.register-shutdown-hook", "false");
        properties.put("logging.config", "classpath:connwarden-file-logback.xml");
        properties.put("connwarden.topics.partitions", "1");
        properties.put("connwarden.topics.replication-factor", "1");
        if (settings.config() != null) {
            properties.put(ADDITIONAL_FILES, "file:" + settings.config().toAbsolutePath());
        }
        return properties;
    }
}
