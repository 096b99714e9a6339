package io.connwarden.actuator;

import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.wiring.ActuatorWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(ActuatorApplication.class);

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
     * Returns the policy of a target of a running actuator.
     *
     * @throws IllegalArgumentException if the target is not configured
     */
    public static PolicySummary policyOf(ConfigurableApplicationContext actuator, String target) {
        return PolicySummary.of(configurationOf(actuator, target).policy());
    }

    /**
     * Returns the conditions of a target of a running actuator that outlast a restart.
     *
     * @throws IllegalArgumentException if the target is not configured
     */
    public static TargetOverview overviewOf(ConfigurableApplicationContext actuator, String target) {
        return TargetOverview.of(actuator.getBeanFactory(), configurationOf(actuator, target));
    }

    private static TargetConfiguration configurationOf(ConfigurableApplicationContext actuator, String target) {
        return actuator.getBean(ActuatorConfiguration.class)
                .targets()
                .find(target)
                .orElseThrow(() -> new IllegalArgumentException("target '" + target + "' is not configured"));
    }

    /**
     * Reads the configuration before any bean is created, so that a configuration error is the only error reported.
     */
    private static void readConfiguration(ConfigurableApplicationContext context) {
        ActuatorConfiguration configuration = ActuatorConfiguration.read(context.getEnvironment());
        configuration
                .targets()
                .all()
                .forEach(target -> LOG.info(
                        "Target {}: mode {}; a rule ends sessions in mode act only, commands except AUTO end sessions"
                                + " in any mode (connwarden.policy.mode)",
                        target.id(),
                        PolicySummary.of(target.policy())));
        context.getBeanFactory().registerSingleton("actuatorConfiguration", configuration);
    }
}
