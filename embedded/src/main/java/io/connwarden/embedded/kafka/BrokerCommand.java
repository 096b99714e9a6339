package io.connwarden.embedded.kafka;

import io.connwarden.embedded.broker.BrokerProcess;
import io.connwarden.embedded.server.ServerDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The command line of the broker process. */
final class BrokerCommand {
    /**
     * Ignores SIGINT and SIGHUP. A terminal sends Ctrl-C to all its processes, but the broker must outlive its clients.
     * A JVM keeps an ignored signal ignored.
     */
    private static final String IGNORE_SIGINT = "trap '' INT HUP; exec \"$@\"";

    private BrokerCommand() {}

    static Process launch(ServerDirectory directory, Path settings) throws IOException {
        return new ProcessBuilder(commandLine(directory, settings))
                .directory(directory.path().toFile())
                .redirectError(ProcessBuilder.Redirect.to(
                        directory.file(KafkaServer.ERROR_FILE).toFile()))
                .start();
    }

    private static List<String> commandLine(ServerDirectory directory, Path settings) {
        return List.of(
                "/bin/sh",
                "-c",
                IGNORE_SIGINT,
                "connwarden-kafka",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dlog4j2.configurationFile=classpath:connwarden-broker-log4j2.xml",
                "-Dconnwarden.broker.log=" + directory.file(KafkaServer.LOG_FILE),
                "-cp",
                KafkaLibraries.classPath(),
                BrokerProcess.class.getName(),
                settings.toString());
    }
}
