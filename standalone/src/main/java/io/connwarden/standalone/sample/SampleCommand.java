package io.connwarden.standalone.sample;

import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.environment.LogOutput;
import io.connwarden.standalone.target.PasswordPrompt;
import io.connwarden.standalone.target.TargetOptions;
import io.connwarden.standalone.terminal.Terminal;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that samples a server once and assesses the sample with the default thresholds. */
@Command(
        name = "sample",
        description = "Samples a server once and prints its status.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:healthy",
            "1:warning, or cleanup needed",
            "2:critical",
            "3:unknown (too few sessions are visible) or unreachable",
            "64:invalid command line"
        })
public final class SampleCommand implements Callable<Integer> {
    private static final int TOP_APPLICATIONS = 10;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(names = "--json", description = "Print the data of the health message as JSON instead of a table")
    private boolean json;

    @Override
    public Integer call() {
        LogOutput.disable();
        Terminal terminal = Terminal.standard();
        Health health = readHealth(target.settings(System.getenv()));
        if (json) {
            terminal.printLine(EventCodec.instance().toJson(health));
        } else {
            HealthTable.lines(health, terminal).forEach(terminal::printLine);
        }
        return exitCode(health.status());
    }

    private static Health readHealth(TargetSettings settings) {
        try {
            Observation observation =
                    PasswordPrompt.promptIfMissing(settings, System.console(), SampleCommand::observe);
            return Assessment.assess(observation, Thresholds.defaults(), Instant.now());
        } catch (TargetException e) {
            return Assessment.unreachable(
                    settings.id(), e.failure().message(), e.failure().remedy(), Instant.now());
        }
    }

    private static Observation observe(TargetSettings settings) {
        return new TargetQueries(TargetConnections.unpooled(settings, "connwarden-sample"))
                .observe(settings.id(), Thresholds.defaults(), TOP_APPLICATIONS);
    }

    static int exitCode(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> 0;
            case CLEANUP_NEEDED, WARNING -> 1;
            case CRITICAL -> 2;
            case UNKNOWN, UNREACHABLE -> 3;
        };
    }
}
