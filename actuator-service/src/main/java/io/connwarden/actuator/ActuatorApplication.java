package io.connwarden.actuator;

import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.wiring.ActuatorWiring;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The actuator's start. Its defaults are in {@code actuator-service.yml}, beside those of other services in one JVM. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ActuatorWiring.class)
public class ActuatorApplication {

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** The application, ready to be run. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ActuatorApplication.class)
                .properties("spring.config.name=actuator-service")
                .initializers(ActuatorApplication::readConfiguration);
    }

    /** Before anything is built, so that what is wrong is told alone. */
    private static void readConfiguration(ConfigurableApplicationContext context) {
        context.getBeanFactory()
                .registerSingleton("actuatorConfiguration", ActuatorConfiguration.read(context.getEnvironment()));
    }
}
