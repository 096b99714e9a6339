package io.connwarden.console;

import io.connwarden.contracts.message.Result;
import io.connwarden.testing.SharedInfrastructure;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.ConfigurableApplicationContext;

/** A console on its own topics of the shared broker, with an actuator that answers as a test defines. */
final class ConsoleWithActuator implements AutoCloseable {
    private final String prefix;
    private final EventSource source;
    private final StubActuator actuator;
    private final ConfigurableApplicationContext console;
    private final CommandClient client;

    private ConsoleWithActuator(String prefix, Map<String, Result> earlier, String... arguments) throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        this.prefix = prefix;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(Stream.of("health", "results", "alerts", "commands", "sessions")
                            .map(name -> new NewTopic(prefix + name, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        source = new EventSource(bootstrap);
        for (Map.Entry<String, Result> each : earlier.entrySet()) {
            source.send(prefix + "results", each.getKey(), Instant.now(), each.getValue());
        }
        actuator = new StubActuator(bootstrap, prefix);
        console = ConsoleTestApplication.start(bootstrap, prefix, arguments);
        client = new CommandClient(console);
    }

    static ConsoleWithActuator start(String prefix, String... arguments) throws Exception {
        return new ConsoleWithActuator(prefix, Map.of(), arguments);
    }

    /** Starts after results that the console reads from the topic, by the id of their event. */
    static ConsoleWithActuator startAfter(String prefix, Map<String, Result> earlier, String... arguments)
            throws Exception {
        return new ConsoleWithActuator(prefix, earlier, arguments);
    }

    StubActuator actuator() {
        return actuator;
    }

    CommandClient client() {
        return client;
    }

    EventSource source() {
        return source;
    }

    String topic(String name) {
        return prefix + name;
    }

    @Override
    public void close() {
        console.close();
        actuator.close();
        source.close();
    }
}
