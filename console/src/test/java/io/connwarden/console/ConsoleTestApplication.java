package io.connwarden.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A service that consists of the console only. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@Import(ConsoleConfiguration.class)
class ConsoleTestApplication {

    /** Starts the service on a free loopback port, with the shared tokens. A further argument replaces a default. */
    static ConfigurableApplicationContext start(String bootstrapServers, String prefix, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--connwarden.topics.prefix=" + prefix,
                // The tests share a token and an address.
                "--connwarden.console.max-actions-per-minute=10000",
                "--connwarden.console.max-failed-logins-per-minute=10000"));
        arguments.add("--connwarden.console.tokens-file=" + TestTokens.shared().file());
        // A key that is given twice would be a list.
        arguments.removeIf(argument ->
                Stream.of(more).anyMatch(other -> other.startsWith(argument.substring(0, argument.indexOf('=') + 1))));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(ConsoleTestApplication.class)
                .properties("spring.config.name=console-test")
                .run(arguments.toArray(String[]::new));
    }
}
