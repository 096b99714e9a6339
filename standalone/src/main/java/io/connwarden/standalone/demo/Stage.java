package io.connwarden.standalone.demo;

import io.connwarden.standalone.stack.Addresses;
import io.connwarden.standalone.stack.Infrastructure;
import io.connwarden.standalone.stack.PortOptions;
import io.connwarden.standalone.stack.Services;
import io.connwarden.standalone.stack.StackOptions;
import io.connwarden.standalone.stack.Starting;
import io.connwarden.standalone.stack.Undoing;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Sets up what the demo plays on: Kafka, the log store, the server to be filled, and both services. */
final class Stage {
    private final Path data;
    private final PortOptions ports;
    private final int httpPort;
    private final int targetPort;
    private final boolean fresh;

    Stage(Path data, PortOptions ports, int targetPort, boolean fresh) {
        this.data = data;
        this.ports = ports;
        this.httpPort = ports.freeHttpPort();
        this.targetPort = targetPort;
        this.fresh = fresh;
    }

    /** What a play needs to know of its stage. */
    record Setting(DemoTarget target, String bootstrapServers) {}

    Setting set(Terminal terminal, Undoing undoing) {
        Instant begin = Instant.now();
        terminal.line(terminal.in(Colour.DIM, "Starting Kafka, two PostgreSQL servers and both services ..."));
        Starting<DemoTarget> starting = Starting.begin("target", () -> startTarget(undoing));
        Infrastructure infrastructure = startInfrastructure(undoing, starting);
        DemoTarget target = starting.await();
        StackOptions options = options(DemoProperties.monitor(target), DemoProperties.actuator(target));
        Services.start(options, infrastructure, undoing);
        show(terminal, begin, options, infrastructure, target);
        return new Setting(target, infrastructure.kafka().bootstrapServers());
    }

    /** When it fails, everything is stopped, and nothing can be in the middle of its start. */
    private Infrastructure startInfrastructure(Undoing undoing, Starting<?> beside) {
        try {
            return Infrastructure.start(options(Map.of(), Map.of()), undoing);
        } catch (RuntimeException e) {
            beside.settle();
            throw e;
        }
    }

    private DemoTarget startTarget(Undoing undoing) {
        return DemoTarget.prepared(undoing.add(DemoTarget.start(targetPort, data.resolve("target"), fresh)));
    }

    private StackOptions options(Map<String, String> monitor, Map<String, String> actuator) {
        return new StackOptions(data, ports.kafkaPort(), ports.storePort(), httpPort, fresh, null, monitor, actuator);
    }

    private static void show(
            Terminal terminal, Instant begin, StackOptions options, Infrastructure infrastructure, DemoTarget target) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        terminal.line(terminal.in(Colour.DIM, String.format(Locale.ROOT, "Ready after %.1f s.", seconds)));
        terminal.line("  target     " + target.psql());
        Addresses.lines(options, infrastructure).forEach(line -> terminal.line("  " + line));
        terminal.blank();
    }
}
