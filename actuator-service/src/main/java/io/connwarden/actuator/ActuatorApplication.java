package io.connwarden.actuator;

import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.wiring.ActuatorWiring;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The Spring Boot application of the actuator. Its defaults are in {@code actuator-service.yml}. The file is not
 * called {@code application.yml}, because several services may run in one JVM.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ActuatorWiring.class)
public class ActuatorApplication {

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** Returns the application, ready to run. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ActuatorApplication.class)
                .properties("spring.config.name=actuator-service")
                .initializers(ActuatorApplication::readConfiguration);
    }

    /**
     * Reads the configuration before any bean is created, so that a configuration error is the only error reported.
     */
    private static void readConfiguration(ConfigurableApplicationContext context) {
        context.getBeanFactory()
                .registerSingleton("actuatorConfiguration", ActuatorConfiguration.read(context.getEnvironment()));
    }
}
