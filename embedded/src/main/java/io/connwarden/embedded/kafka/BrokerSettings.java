package io.connwarden.embedded.kafka;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The properties of the broker: one small node that is broker and controller. */
final class BrokerSettings {
    private BrokerSettings() {}

    static Properties of(Path data, int port, int controllerPort, Map<String, String> overrides) {
        Properties settings = new Properties();
        addNodeSettings(settings, data, port, controllerPort);
        addReplicationSettings(settings);
        addSizeSettings(settings);
        settings.putAll(overrides);
        return settings;
    }

    private static void addNodeSettings(Properties settings, Path data, int port, int controllerPort) {
        settings.setProperty("node.id", "1");
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty(
                "listeners", "CLIENTS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        settings.setProperty("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
        settings.setProperty("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("inter.broker.listener.name", "CLIENTS");
        settings.setProperty("log.dirs", data.toString());
    }

    private static void addReplicationSettings(Properties settings) {
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    }

    private static void addSizeSettings(Properties settings) {
        settings.setProperty("offsets.topic.num.partitions", "1");
        settings.setProperty("transaction.state.log.num.partitions", "1");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "2");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // A missing topic must cause an error.
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("controlled.shutdown.enable", "false");
    }

    static Path write(Properties settings, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            settings.store(out, "Generated at each start");
        }
        return file;
    }
}
