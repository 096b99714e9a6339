package io.connwarden.standalone.demo;

import io.connwarden.contracts.value.Formats;
import io.connwarden.standalone.environment.ResourceStack;
import io.connwarden.standalone.terminal.Terminal;
import io.connwarden.standalone.timeline.EventConsumer;
import io.connwarden.standalone.timeline.TimeColumn;
import io.connwarden.standalone.timeline.TimelinePrinter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A run of the demo, with one or more cycles. Healthy applications connect, one application leaks, and the services
 * react.
 */
final class DemoRun {
    private static final Duration CYCLE_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration REPEAT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration RECOVERY_TIME = Duration.ofSeconds(3);
    private static final Duration CYCLE_PAUSE = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final DemoEnvironment.Endpoints endpoints;
    private final ResourceStack resources;
    private final Instant begin;
    private final TimelinePrinter printer;
    private volatile EmergencyCycle cycle = new EmergencyCycle(DemoConfiguration.RELIEF_PERCENTAGE, () -> false);

    DemoRun(Terminal terminal, DemoEnvironment.Endpoints endpoints, ResourceStack resources) {
        this.terminal = terminal;
        this.endpoints = endpoints;
        this.resources = resources;
        this.begin = Instant.now();
        this.printer = new TimelinePrinter(terminal, TimeColumn.since(begin), REPEAT_INTERVAL);
    }

    /**
     * Runs one cycle if {@code once}, else cycles until Ctrl-C.
     *
     * @return the exit code of the cycle
     */
    int run(boolean once) throws Exception {
        resources.add(EventConsumer.start(endpoints.bootstrapServers(), begin, event -> {
            printer.accept(event);
            cycle.observe(event);
        }));
        List<HealthyApplication> applications = startApplications();
        for (int number = 1; ; number++) {
            boolean succeeded = runCycle(number, applications);
            if (once) {
                return succeeded ? 0 : 1;
            }
            printer.printLine("the next cycle starts in " + CYCLE_PAUSE.toSeconds() + " s; Ctrl-C ends the demo");
            Thread.sleep(CYCLE_PAUSE.toMillis());
        }
    }

    private List<HealthyApplication> startApplications() throws SQLException {
        String url = endpoints.target().applicationUrl();
        List<HealthyApplication> applications = List.of(
                resources.add(HealthyApplication.warmPool(url)),
                resources.add(HealthyApplication.idlePool(url)),
                resources.add(HealthyApplication.backup(url)),
                resources.add(HealthyApplication.report(url)));
        for (HealthyApplication application : applications) {
            printer.printLine("%s opens %s (%s)"
                    .formatted(
                            application.name(),
                            Formats.count(application.sessionCount(), "session"),
                            application.protection()));
        }
        return applications;
    }

    private boolean runCycle(int number, List<HealthyApplication> applications) throws Exception {
        try (LeakingApplication leak = resources.add(
                LeakingApplication.start(number, endpoints.target().applicationUrl(), printer::printLine))) {
            printer.printLine(leak.name() + " starts: it opens one session per request and closes none");
            cycle = new EmergencyCycle(DemoConfiguration.RELIEF_PERCENTAGE, leak::hasSlowedDown);
            cycle.awaitComplete(CYCLE_TIMEOUT);
            // The leak connects again and the alerts resolve within this time.
            Thread.sleep(RECOVERY_TIME.toMillis());
            return new CycleSummary(cycle, leak, applications).print(terminal);
        }
    }
}
