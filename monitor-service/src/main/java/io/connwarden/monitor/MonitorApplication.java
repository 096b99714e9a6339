package io.connwarden.monitor;

import io.connwarden.monitor.config.MonitorConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The monitor's start. Its defaults are in {@code monitor-service.yml}, beside those of other services in one JVM. */
@SpringBootApplication
public class MonitorApplication {

    public static void main(String[] args) {
        builder().run(args);
    }

    /** The application, ready to be run. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(MonitorApplication.class)
                .properties("spring.config.name=monitor-service")
                .initializers(MonitorApplication::readConfiguration);
    }

    /** Before anything is built, so that what is wrong is told alone. */
    private static void readConfiguration(ConfigurableApplicationContext context) {
        context.getBeanFactory()
                .registerSingleton("monitorConfiguration", MonitorConfiguration.read(context.getEnvironment()));
    }
}
