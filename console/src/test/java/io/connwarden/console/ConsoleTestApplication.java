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

    /** Starts the service on a free loopback port, with the shared tokens unless an argument names a tokens file. */
    static ConfigurableApplicationContext start(String bootstrapServers, String prefix, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--connwarden.topics.prefix=" + prefix));
        if (Stream.of(more).noneMatch(argument -> argument.contains("tokens-file"))) {
            arguments.add(
                    "--connwarden.console.tokens-file=" + TestTokens.shared().file());
        }
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(ConsoleTestApplication.class)
                .properties("spring.config.name=console-test")
                .run(arguments.toArray(String[]::new));
    }
}
