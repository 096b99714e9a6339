package io.connwarden.standalone.guard;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.actuator.TargetOverview;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import io.connwarden.runtime.RootCause;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.environment.AddressTable;
import io.connwarden.standalone.environment.CommandLineTargetProperties;
import io.connwarden.standalone.environment.ConfigOption;
import io.connwarden.standalone.environment.DataDirectory;
import io.connwarden.standalone.environment.EnvironmentOptions;
import io.connwarden.standalone.environment.EnvironmentSettings;
import io.connwarden.standalone.environment.Foreground;
import io.connwarden.standalone.environment.Infrastructure;
import io.connwarden.standalone.environment.ResourceStack;
import io.connwarden.standalone.environment.Services;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.target.ReserveOptions;
import io.connwarden.standalone.target.TargetOptions;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Terminal;
import io.connwarden.standalone.timeline.EventConsumer;
import io.connwarden.standalone.timeline.TimeColumn;
import io.connwarden.standalone.timeline.TimelinePrinter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that guards one server until Ctrl-C. */
@Command(
        name = "guard",
        description = "Runs both services for a PostgreSQL server, with an embedded Kafka and log store, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "64:invalid command line or settings",
            "69:the server of --url rejected the connection, or answered with an error",
            "70:a server could not be started",
            "130:stopped by Ctrl-C"
        })
public final class GuardCommand implements Callable<Integer> {
    private static final Duration REPEAT_INTERVAL = Duration.ofMinutes(5);

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private ReserveOptions reserve = new ReserveOptions();

    @Mixin
    private EnvironmentOptions environmentOptions = new EnvironmentOptions();

    @Option(
            names = "--act",
            description = "End sessions (policy.mode: act). Without it, decisions are only recorded, unless the file"
                    + " of --config sets another mode")
    private boolean act;

    @Option(names = "--dry-run", description = "Record each decision and command, but signal no session")
    private boolean dryRun;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        Path configFile = config.file();
        if (act && dryRun) {
            throw new InvalidInputException("--act and --dry-run exclude each other; give only one of them");
        }
        Terminal terminal = Terminal.standard();
        Path data = DataDirectory.prepare(environmentOptions.dataDirectory("guard"), false);
        TargetSettings settings = PreflightCheck.run(reserve.addTo(target.settings(System.getenv())), terminal);
        EnvironmentSettings environment = environment(data, configFile, settings);
        return Foreground.run(terminal, resources -> guard(settings, environment, terminal, resources));
    }

    private int guard(
            TargetSettings settings, EnvironmentSettings environment, Terminal terminal, ResourceStack resources) {
        Instant begin = Instant.now();
        terminal.printLine(terminal.colorize(Color.DIM, "Starting Kafka, the log store and both services ..."));
        Infrastructure infrastructure = Infrastructure.start(environment, resources);
        Services.Running services = Services.start(environment, infrastructure, resources);
        StartBanner.print(
                settings,
                ActuatorApplication.policyOf(services.actuator(), settings.id()),
                act ? StartBanner.Arming.OPTION : StartBanner.Arming.CONFIGURATION,
                AddressTable.lines(environment, infrastructure, services),
                terminal);
        TargetOverview overview = ActuatorApplication.overviewOf(services.actuator(), settings.id());
        printConditions(overview, begin, terminal);
        TimelinePrinter printer =
                new TimelinePrinter(terminal, TimeColumn.ofDay(ZoneId.systemDefault()), REPEAT_INTERVAL);
        resources.add(EventConsumer.start(
                infrastructure.kafka().bootstrapServers(), begin, withPauseNotice(printer, overview)));
        resources.awaitClose();
        return 0;
    }

    /** At the first start the log store has no tables yet, and so no conditions. */
    private static void printConditions(TargetOverview overview, Instant begin, Terminal terminal) {
        try {
            StandingConditions.print(overview.pause(), overview.firingAlerts(begin), overview.pendingPlans(), terminal);
        } catch (BadSqlGrammarException e) {
            // A log store without tables has nothing to print.
        } catch (DataAccessException e) {
            terminal.printLine("The pause, the alerts and the plans of earlier runs cannot be read from the log store: "
                    + RootCause.describe(e));
        }
    }

    private static Consumer<Event<?>> withPauseNotice(TimelinePrinter printer, TargetOverview overview) {
        PauseNotice notice = new PauseNotice(() -> pauseOf(overview));
        return event -> {
            printer.accept(event);
            if (event.data() instanceof Health health) {
                notice.after(health).ifPresent(printer::printLine);
            }
        };
    }

    /** A log store that does not answer has a line of its own in the log. */
    private static Optional<String> pauseOf(TargetOverview overview) {
        try {
            return overview.pause();
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }

    /** Reads the configuration with the options, before any server is started. */
    private EnvironmentSettings environment(Path data, @Nullable Path configFile, TargetSettings settings) {
        Map<String, String> properties = CommandLineTargetProperties.of(settings, dryRun);
        if (act) {
            properties.put("connwarden.policy.mode", "act");
        }
        EnvironmentSettings environment =
                new EnvironmentSettings(data, environmentOptions.ports(), false, configFile, properties, properties);
        ConfiguredTargets configured = ConfiguredTargets.read(Services.readConfiguration(environment));
        configured.requireOnly(settings.id());
        if (act && configured.hasMode()) {
            properties.put(ConfiguredTargets.MODE, "act");
            return new EnvironmentSettings(data, environment.ports(), false, configFile, properties, properties);
        }
        return environment;
    }
}
