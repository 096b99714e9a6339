package io.connwarden.standalone.demo;

import io.connwarden.contracts.Topics;
import io.connwarden.standalone.stack.CloseableStack;
import io.connwarden.standalone.terminal.Terminal;
import io.connwarden.standalone.timeline.TimeColumn;
import io.connwarden.standalone.timeline.TimelinePrinter;
import io.connwarden.standalone.timeline.TopicReader;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The story itself, once or again and again: neighbours move in, a program leaks, the services answer. */
final class DemoRun {
    private static final Duration CYCLE_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration REPEAT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration RECOVERY_TIME = Duration.ofSeconds(3);
    private static final Duration CYCLE_PAUSE = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final DemoEnvironment.Endpoints endpoints;
    private final CloseableStack resources;
    private final TopicReader reader;
    private final Instant begin;
    private final TimelinePrinter printer;
    private volatile EmergencyCycle cycle = new EmergencyCycle(DemoProperties.RELIEF_PERCENTAGE, () -> false);

    DemoRun(Terminal terminal, DemoEnvironment.Endpoints endpoints, CloseableStack resources) {
        this.terminal = terminal;
        this.endpoints = endpoints;
        this.resources = resources;
        this.reader = resources.add(TopicReader.open(endpoints.bootstrapServers(), Topics.withDefaultPrefix()));
        this.begin = Instant.now();
        this.printer = new TimelinePrinter(terminal, TimeColumn.since(begin), REPEAT_INTERVAL);
    }

    /** The exit code of one cycle; without an end unless {@code once}. */
    int run(boolean once) throws Exception {
        reader.start(begin, event -> {
            printer.accept(event);
            cycle.observe(event);
        });
        List<HealthyApplication> applications = startApplications();
        while (true) {
            boolean succeeded = runCycle(applications);
            if (once) {
                return succeeded ? 0 : 1;
            }
            printer.printLine("the next leak begins in " + CYCLE_PAUSE.toSeconds() + " s; Ctrl-C ends the demo");
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
            printer.printLine("%s opens %d (%s)"
                    .formatted(application.name(), application.sessionCount(), application.protection()));
        }
        return applications;
    }

    private boolean runCycle(List<HealthyApplication> applications) throws Exception {
        printer.printLine(LeakingApplication.NAME + " starts: one session per request, none ever returned");
        try (LeakingApplication leak =
                resources.add(LeakingApplication.start(endpoints.target().applicationUrl(), printer::printLine))) {
            cycle = new EmergencyCycle(DemoProperties.RELIEF_PERCENTAGE, leak::hasSlowedDown);
            cycle.awaitComplete(CYCLE_TIMEOUT);
            // Long enough for the next request to be let in and for the alerts to be taken back.
            Thread.sleep(RECOVERY_TIME.toMillis());
            return new CycleSummary(cycle, leak, applications).print(terminal);
        }
    }
}
