package io.connwarden.standalone;

import io.connwarden.standalone.demo.DemoCommand;
import io.connwarden.standalone.doctor.DoctorCommand;
import io.connwarden.standalone.guard.GuardCommand;
import io.connwarden.standalone.install.InstallSqlCommand;
import io.connwarden.standalone.report.ReportCommand;
import io.connwarden.standalone.sample.SampleCommand;
import io.connwarden.standalone.token.TokenCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class of {@code ./connwarden}. Selects the subcommand. */
@Command(
        name = "connwarden",
        description = "Protects PostgreSQL servers against connection exhaustion.",
        mixinStandardHelpOptions = true,
        versionProvider = Connwarden.VersionProvider.class,
        subcommands = {
            DemoCommand.class,
            GuardCommand.class,
            SampleCommand.class,
            DoctorCommand.class,
            ReportCommand.class,
            TokenCommand.class,
            InstallSqlCommand.class
        })
public final class Connwarden implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Connwarden());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(CliErrors::onInvalidInput);
        commandLine.setExecutionExceptionHandler(CliErrors::onFailure);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A subcommand is missing.");
    }

    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Connwarden.class.getPackage().getImplementationVersion();
            return new String[] {"connwarden " + (version == null ? "(not packaged)" : version)};
        }
    }
}
