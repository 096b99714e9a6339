package io.connwarden.standalone.doctor;

import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.Doctor;
import io.connwarden.doctor.finding.Capability;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.stack.DataFolder;
import io.connwarden.standalone.stack.Foreground;
import io.connwarden.standalone.stack.LogOutput;
import io.connwarden.standalone.stack.PortOptions;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.target.PasswordPrompt;
import io.connwarden.standalone.target.ReserveOptions;
import io.connwarden.standalone.target.TargetOptions;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries beforehand whether Connwarden will work on a server, and says what is missing. */
@Command(
        name = "doctor",
        description = "Tries whether Connwarden will work on a server, and prints what is missing. Changes nothing.",
        mixinStandardHelpOptions = true,
        defaultValueProvider = FreePortDefaults.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ready", "1:works with limits", "2:not able", "64:the command line cannot be used"})
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private ReserveOptions reserve = new ReserveOptions();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--json", description = "Print JSON instead of a table")
    private boolean json;

    @Option(
            names = "--watch-only",
            description = "Judge the role as the monitor's, which looks and signals nobody, instead of as the guard's")
    private boolean watchOnly;

    @Option(
            names = "--drill",
            description =
                    "Prove the emergency path: open a session and end it by a command through Kafka, both services"
                            + " and the log store, all started for it. No other session can be touched")
    private boolean drill;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "With --drill: thresholds, policy and so on, as both services read them (YAML); its targets"
                    + " are replaced by --url")
    private @Nullable Path config;

    @Override
    public Integer call() throws Exception {
        checkOptions();
        if (drill) {
            DataFolder.prepare(ports.dataDirectory("doctor"), true);
        } else {
            LogOutput.disable();
        }
        Terminal terminal = Terminal.standard();
        TargetSettings settings = promptForPassword(reserve.addTo(target.settings(System.getenv())));
        Diagnosis diagnosis = new Doctor(InstantSource.system())
                .examine(settings, watchOnly ? Capability.MONITOR : Capability.RECLAIM);
        return drill ? runDrill(settings, diagnosis, terminal) : printDiagnosis(diagnosis, terminal);
    }

    private void checkOptions() {
        if (config != null && !Files.isReadable(config)) {
            throw new InvalidInputException("--config: the file " + config + " cannot be read");
        }
        if (config != null && !drill) {
            throw new InvalidInputException("--config is for the drill: give --drill too, or leave it out");
        }
        if (drill && watchOnly) {
            throw new InvalidInputException(
                    "--drill ends a session, which --watch-only never does: give one of the two");
        }
    }

    private int runDrill(TargetSettings settings, Diagnosis diagnosis, Terminal terminal) throws Exception {
        Drill exercise = new Drill(settings, ports, config);
        String reasonToSkip = Drill.reasonToSkip(diagnosis);
        if (reasonToSkip != null) {
            return printDiagnosis(diagnosis.withCheck(Drill.skipped(reasonToSkip)), terminal);
        }
        if (!json) {
            terminal.printLine(terminal.colourize(
                    Colour.DIM, "Starting Kafka, the log store and both services for the drill ..."));
        }
        return Foreground.run(
                terminal, resources -> printDiagnosis(diagnosis.withCheck(exercise.run(resources)), terminal));
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
            // The doctor tells it better.
            return settings;
        }
    }

    /** Only to learn whether a password is wanted; nothing is set in the session. */
    private static TargetSettings probe(TargetSettings settings) {
        try {
            TargetConnections.openRaw(settings, settings.login(), "connwarden-doctor")
                    .close();
        } catch (SQLException e) {
            if (settings.password() == null && settings.passwordFile() == null) {
                throw new TargetException(e);
            }
        }
        return settings;
    }
}
