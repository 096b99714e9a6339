package io.connwarden.standalone.demo;

import io.connwarden.standalone.stack.DataFolder;
import io.connwarden.standalone.stack.Foreground;
import io.connwarden.standalone.stack.PortOptions;
import io.connwarden.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything embedded, a server that is filled, and the story told as it happens. */
@Command(
        name = "demo",
        description = "Fills a PostgreSQL of its own with leaked sessions and shows how it is relieved.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes with --once:%n",
        exitCodeList = {"0:leak, emergency and relief happened", "1:they did not"})
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(
            names = "--target-port",
            paramLabel = "PORT",
            defaultValue = "25432",
            description = "Where the server that is filled listens (${DEFAULT-VALUE})")
    private int targetPort;

    @Option(names = "--fresh", description = "Delete first what earlier runs of the demo left")
    private boolean fresh;

    @Option(names = "--once", description = "End after one cycle of leak, emergency and relief, with a summary")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        Terminal terminal = Terminal.standard();
        Path data = DataFolder.prepare(ports.dataDirectory("demo"), fresh);
        DemoEnvironment environment = new DemoEnvironment(data, ports, targetPort, fresh);
        return Foreground.run(
                terminal,
                resources -> new DemoRun(terminal, environment.start(terminal, resources), resources).run(once));
    }
}
