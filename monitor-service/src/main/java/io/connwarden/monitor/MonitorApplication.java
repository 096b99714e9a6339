package io.connwarden.monitor;

import io.connwarden.console.ConsoleConfiguration;
import io.connwarden.monitor.config.MonitorConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The monitor application. Its defaults are in {@code monitor-service.yml}, so that services can share a class path.
 */
@SpringBootApplication
@Import(ConsoleConfiguration.class)
public class MonitorApplication {

    public static void main(String[] args) {
        builder().run(args);
    }

    /** Returns the configured application, not yet running. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(MonitorApplication.class)
                .properties("spring.config.name=monitor-service")
                .initializers(MonitorApplication::readConfiguration);
    }

    /** Reads the configuration before any bean is created, so that an invalid value is the only error. */
    private static void readConfiguration(ConfigurableApplicationContext context) {
        context.getBeanFactory()
                .registerSingleton("monitorConfiguration", MonitorConfiguration.read(context.getEnvironment()));
    }
}
