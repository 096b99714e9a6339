package io.connwarden.standalone.demo;

import io.connwarden.standalone.environment.AddressTable;
import io.connwarden.standalone.environment.AsyncStart;
import io.connwarden.standalone.environment.EnvironmentSettings;
import io.connwarden.standalone.environment.Infrastructure;
import io.connwarden.standalone.environment.Ports;
import io.connwarden.standalone.environment.ResourceStack;
import io.connwarden.standalone.environment.Services;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The servers of the demo: Kafka, the log store, the target and both services. */
final class DemoEnvironment {
    private final Path data;
    private final Ports ports;
    private final int targetPort;
    private final boolean fresh;

    DemoEnvironment(Path data, Ports ports, int targetPort, boolean fresh) {
        this.data = data;
        this.ports = ports;
        this.targetPort = targetPort;
        this.fresh = fresh;
    }

    /** The addresses that a run of the demo needs. */
    record Endpoints(DemoTarget target, String bootstrapServers) {}

    Endpoints start(Terminal terminal, ResourceStack resources) {
        Instant begin = Instant.now();
        terminal.printLine(
                terminal.colorize(Color.DIM, "Starting Kafka, two PostgreSQL servers and both services ..."));
        Services.readConfiguration(settings(DemoTarget.url(targetPort)));
        AsyncStart<DemoTarget> starting = AsyncStart.start("target", () -> startTarget(resources));
        Infrastructure infrastructure = startInfrastructure(resources, starting);
        DemoTarget target = starting.await();
        EnvironmentSettings settings = settings(target.url());
        Services.Running services = Services.start(settings, infrastructure, resources);
        printAddresses(terminal, begin, target, AddressTable.lines(settings, infrastructure, services));
        return new Endpoints(target, infrastructure.kafka().bootstrapServers());
    }

    /**
     * Starts Kafka and the store. After a failure it waits for the start of the target, which could not be closed
     * before.
     */
    private Infrastructure startInfrastructure(ResourceStack resources, AsyncStart<?> concurrentStart) {
        try {
            return Infrastructure.start(settings(DemoTarget.url(targetPort)), resources);
        } catch (RuntimeException e) {
            concurrentStart.awaitCompletion();
            throw e;
        }
    }

    private DemoTarget startTarget(ResourceStack resources) {
        return DemoTarget.prepare(resources.add(DemoTarget.start(targetPort, data.resolve("target"), fresh)));
    }

    private EnvironmentSettings settings(String targetUrl) {
        return new EnvironmentSettings(
                data, ports, fresh, null, DemoConfiguration.monitor(targetUrl), DemoConfiguration.actuator(targetUrl));
    }

    private static void printAddresses(Terminal terminal, Instant begin, DemoTarget target, List<String> addresses) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        terminal.printLine(terminal.colorize(Color.DIM, String.format(Locale.ROOT, "Ready after %.1f s.", seconds)));
        terminal.printLine("  Mode act: sessions that a rule selects are ended, on the server of the demo only.");
        terminal.printLine("  target     " + target.psql());
        addresses.forEach(line -> terminal.printLine("  " + line));
        terminal.printBlankLine();
    }
}
