package io.connwarden.standalone.guard;

import io.connwarden.contracts.Topics;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.narration.Narrator;
import io.connwarden.standalone.narration.TimeColumn;
import io.connwarden.standalone.narration.TopicReader;
import io.connwarden.standalone.stack.Addresses;
import io.connwarden.standalone.stack.DataFolder;
import io.connwarden.standalone.stack.Foreground;
import io.connwarden.standalone.stack.Infrastructure;
import io.connwarden.standalone.stack.PortOptions;
import io.connwarden.standalone.stack.Services;
import io.connwarden.standalone.stack.StackOptions;
import io.connwarden.standalone.stack.TargetProperties;
import io.connwarden.standalone.stack.Undoing;
import io.connwarden.standalone.target.BadInput;
import io.connwarden.standalone.target.ReserveOptions;
import io.connwarden.standalone.target.TargetOptions;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Guards one real server until Ctrl-C. */
@Command(
        name = "guard",
        description = "Guards a PostgreSQL server, with Kafka and the log store embedded, until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class GuardCommand implements Callable<Integer> {
    private static final Duration QUIET = Duration.ofMinutes(5);

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private ReserveOptions reserve = new ReserveOptions();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--dry-run", description = "Decide and record everything, but signal nobody")
    private boolean dryRun;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Thresholds, policy and so on, as both services read them (YAML); its targets are replaced by"
                    + " --url")
    private @Nullable Path config;

    @Override
    public Integer call() throws Exception {
        if (config != null && !Files.isReadable(config)) {
            throw new BadInput("--config: the file " + config + " cannot be read");
        }
        Terminal terminal = Terminal.standard();
        Path data = DataFolder.prepare(ports.data("guard"), false);
        TargetSettings settings = FirstLook.at(reserve.over(target.settings(System.getenv())), terminal);
        return Foreground.run(terminal, undoing -> guard(settings, options(data, settings), terminal, undoing));
    }

    private int guard(TargetSettings settings, StackOptions options, Terminal terminal, Undoing undoing)
            throws InterruptedException {
        Instant begin = Instant.now();
        terminal.line(terminal.in(Colour.DIM, "Starting Kafka, the log store and both services ..."));
        Infrastructure infrastructure = Infrastructure.start(options, undoing);
        Services.start(options, infrastructure, undoing);
        GuardBanner.show(settings, dryRun, Addresses.lines(options, infrastructure), terminal);
        Narrator narrator = new Narrator(terminal, TimeColumn.ofDay(ZoneId.systemDefault()), QUIET);
        undoing.add(TopicReader.open(infrastructure.kafka().bootstrapServers(), Topics.standard()))
                .start(begin, narrator);
        Foreground.stay();
        return 0;
    }

    private StackOptions options(Path data, TargetSettings settings) {
        Map<String, String> properties = TargetProperties.of(settings, dryRun);
        return new StackOptions(
                data,
                ports.kafkaPort(),
                ports.storePort(),
                ports.freeHttpPort(),
                false,
                config,
                properties,
                properties);
    }
}
