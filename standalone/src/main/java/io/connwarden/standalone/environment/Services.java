package io.connwarden.standalone.environment;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.monitor.MonitorApplication;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The start of both services against the embedded servers. */
public final class Services {
    private static final String ADDITIONAL_FILES = "spring.config.additional-location";

    private Services() {}

    /**
     * The running services.
     *
     * @param console the address that signs in to the console
     */
    public record Running(ConfigurableApplicationContext actuator, String console) {}

    /**
     * Starts the monitor, which creates the topics, then the actuator.
     *
     * @throws io.connwarden.standalone.target.InvalidInputException if a service rejects its configuration
     * @throws io.connwarden.embedded.server.StartFailedException if a service fails to start
     */
    public static Running start(EnvironmentSettings settings, Infrastructure infrastructure, ResourceStack resources) {
        ConsoleLogin login = resources.add(ConsoleLogin.create());
        ConfigurableApplicationContext monitor = resources.add(ServiceRunner.start(
                "monitor", MonitorApplication::main, monitorProperties(settings, infrastructure, login)));
        ConfigurableApplicationContext actuator = ServiceRunner.start(
                "actuator", ActuatorApplication::main, actuatorProperties(settings, infrastructure));
        resources.add(actuator);
        return new Running(actuator, login.address(monitor.getEnvironment()));
    }

    private static Map<String, String> monitorProperties(
            EnvironmentSettings settings, Infrastructure infrastructure, ConsoleLogin login) {
        Map<String, String> properties = commonProperties(settings, infrastructure);
        // A later file takes precedence.
        properties.merge(ADDITIONAL_FILES, "file:" + login.defaults(), (users, defaults) -> defaults + "," + users);
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", Integer.toString(settings.ports().http()));
        properties.putAll(settings.monitorProperties());
        return properties;
    }

    private static Map<String, String> actuatorProperties(EnvironmentSettings settings, Infrastructure infrastructure) {
        Map<String, String> properties = commonProperties(settings, infrastructure);
        // The web server on the class path belongs to the monitor.
        properties.put("spring.main.web-application-type", "none");
        properties.put("spring.datasource.url", infrastructure.storeUrl());
        properties.put("spring.datasource.username", "postgres");
        properties.putAll(settings.actuatorProperties());
        return properties;
    }

    private static Map<String, String> commonProperties(EnvironmentSettings settings, Infrastructure infrastructure) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.kafka.bootstrap-servers", infrastructure.kafka().bootstrapServers());
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
