package io.connwarden.standalone.demo;

import io.connwarden.standalone.environment.DataDirectory;
import io.connwarden.standalone.environment.EnvironmentOptions;
import io.connwarden.standalone.environment.Foreground;
import io.connwarden.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command that fills an embedded server with leaked sessions and prints the events until the server is relieved.
 */
@Command(
        name = "demo",
        description = {
            "Fills an embedded PostgreSQL server with leaked sessions and prints how both services free its slots.",
            "Repeats until Ctrl-C."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes with --once:%n",
        exitCodeList = {"0:leak, emergency and relief completed", "1:not completed"})
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private EnvironmentOptions environmentOptions = new EnvironmentOptions();

    @Option(
            names = "--target-port",
            paramLabel = "PORT",
            defaultValue = "25432",
            description = "Port of the target server on 127.0.0.1; 0 selects a free port. Default: ${DEFAULT-VALUE}")
    private int targetPort;

    @Option(names = "--fresh", description = "Delete the data of earlier demo runs before the start")
    private boolean fresh;

    @Option(names = "--once", description = "Exit after one cycle of leak, emergency and relief")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        Terminal terminal = Terminal.standard();
        Path data = DataDirectory.prepare(environmentOptions.dataDirectory("demo"), fresh);
        DemoEnvironment environment = new DemoEnvironment(data, environmentOptions.ports(), targetPort, fresh);
        return Foreground.run(
                terminal,
                resources -> new DemoRun(terminal, environment.start(terminal, resources), resources).run(once));
    }
}
