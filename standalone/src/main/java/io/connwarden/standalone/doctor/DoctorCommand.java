package io.connwarden.standalone.doctor;

import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.Doctor;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.environment.ConfigOption;
import io.connwarden.standalone.environment.DataDirectory;
import io.connwarden.standalone.environment.EnvironmentOptions;
import io.connwarden.standalone.environment.Foreground;
import io.connwarden.standalone.environment.LogOutput;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.target.PasswordPrompt;
import io.connwarden.standalone.target.ReserveOptions;
import io.connwarden.standalone.target.TargetOptions;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Terminal;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command that checks in advance whether Connwarden can work on a server. It prints the missing privileges and
 * settings.
 */
@Command(
        name = "doctor",
        description = "Checks whether Connwarden can work on a server and prints what is missing."
                + " Changes nothing without --drill.",
        mixinStandardHelpOptions = true,
        defaultValueProvider = FreePortDefaults.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ready", "1:ready with limits", "2:not ready", "64:invalid command line"})
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private ReserveOptions reserve = new ReserveOptions();

    @Mixin
    private EnvironmentOptions environmentOptions = new EnvironmentOptions();

    @Option(names = "--json", description = "Print JSON instead of a table")
    private boolean json;

    @Option(names = "--monitor-only", description = "Check the role for the monitor only, which signals no session")
    private boolean monitorOnly;

    @Option(
            names = "--drill",
            description =
                    "Test the emergency path: open one session and terminate it by a command over Kafka. Starts Kafka,"
                            + " the log store and both services for the test. No other session can be signalled")
    private boolean drill;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        checkOptions();
        if (drill) {
            DataDirectory.prepare(environmentOptions.dataDirectory("doctor"), true);
        } else {
            LogOutput.disable();
        }
        Terminal terminal = Terminal.standard();
        TargetSettings settings = promptForPassword(reserve.addTo(target.settings(System.getenv())));
        Diagnosis diagnosis = new Doctor(InstantSource.system())
                .diagnose(settings, monitorOnly ? IntendedUse.MONITOR : IntendedUse.RECLAIM);
        return drill ? runDrill(settings, diagnosis, terminal) : printDiagnosis(diagnosis, terminal);
    }

    private void checkOptions() {
        if (config.file() != null && !drill) {
            throw new InvalidInputException("--config requires --drill");
        }
        if (drill && monitorOnly) {
            throw new InvalidInputException(
                    "--drill and --monitor-only exclude each other: a drill terminates a session");
        }
    }

    private int runDrill(TargetSettings settings, Diagnosis diagnosis, Terminal terminal) throws Exception {
        Drill exercise = new Drill(settings, environmentOptions, config.file());
        String reasonToSkip = Drill.reasonToSkip(diagnosis);
        if (reasonToSkip != null) {
            return printDiagnosis(diagnosis.withFinding(Drill.skipped(reasonToSkip)), terminal);
        }
        if (!json) {
            terminal.printLine(
                    terminal.colorize(Color.DIM, "Starting Kafka, the log store and both services for the drill ..."));
        }
        return Foreground.run(
                terminal, resources -> printDiagnosis(diagnosis.withFinding(exercise.run(resources)), terminal));
    }

    private int printDiagnosis(Diagnosis diagnosis, Terminal terminal) {
        if (json) {
            terminal.printLine(DiagnosisJson.of(diagnosis));
        } else {
            DiagnosisTable.lines(diagnosis, terminal).forEach(terminal::printLine);
        }
        return diagnosis.readiness().code();
    }

    private static TargetSettings promptForPassword(TargetSettings settings) {
        try {
            return PasswordPrompt.promptIfMissing(settings, System.console(), DoctorCommand::probe);
        } catch (TargetException refused) {
            // The diagnosis reports this failure with its remedies.
            return settings;
        }
    }

    /** Connects once, to find out whether the server requires a password. */
    private static TargetSettings probe(TargetSettings settings) {
        try {
            TargetConnections.openUnchecked(settings, settings.credentials(), "connwarden-doctor")
                    .close();
        } catch (SQLException e) {
            if (settings.credentials().password() == null
                    && settings.credentials().passwordFile() == null) {
                throw new TargetException(e);
            }
        }
        return settings;
    }
}
