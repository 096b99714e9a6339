package io.connwarden.embedded.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The main class of the broker process. Broker and controller run until standard input is closed.
 *
 * <p>The parent holds the other end of standard input. The operating system closes it when the parent exits for any
 * reason, so a broker never outlives its parent.
 */
public final class BrokerProcess {
    /** Printed on standard output when clients can connect. */
    public static final String READY = "connwarden-broker-ready";

    private static final long SHUTDOWN_TIMEOUT_MILLIS = 15_000;

    private BrokerProcess() {}

    /**
     * Runs until the parent exits or stops this process.
     *
     * @param args one argument: the path of the broker properties
     */
    public static void main(String[] args) throws Exception {
        Properties properties = read(Path.of(args[0]));
        formatIfNew(Path.of(properties.getProperty("log.dirs")), properties);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        exitWithParent();
        server.startup();
        printReady();
        server.awaitShutdown();
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static void formatIfNew(Path data, Properties properties) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setPrintStream(new PrintStream(System.err, true, StandardCharsets.UTF_8))
                .run();
    }

    private static void printReady() {
        System.out.println(READY);
        System.out.flush();
    }

    private static void exitWithParent() {
        Thread watch = new Thread(BrokerProcess::awaitParentExit, "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitParentExit() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe means the same as a closed one.
        }
        haltAfterTimeout();
        System.exit(0);
    }

    private static void haltAfterTimeout() {
        Thread halt = new Thread(
                () -> {
                    try {
                        Thread.sleep(SHUTDOWN_TIMEOUT_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(1);
                },
                "halt");
        halt.setDaemon(true);
        halt.start();
    }
}
