package io.connwarden.standalone.campaign;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.server.LoopbackPort;
import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.testing.FreezableProxy;
import java.nio.file.Path;
import java.util.List;

/** The broker behind a proxy, on one port and one directory over all its restarts. Thread-safe. */
final class CampaignBroker implements AutoCloseable {
    private static final int MAX_START_ATTEMPTS = 5;

    private final FreezableProxy proxy;
    private final KafkaServerOptions options;
    private KafkaServer server;

    private CampaignBroker(FreezableProxy proxy, KafkaServerOptions options) {
        this.proxy = proxy;
        this.options = options;
        this.server = KafkaServer.start(options);
    }

    static CampaignBroker start(Path directory) {
        int port = LoopbackPort.findFree(0, "Kafka", "port");
        FreezableProxy proxy = FreezableProxy.to(port);
        return new CampaignBroker(
                proxy,
                KafkaServerOptions.standard()
                        .withPort(port, "port")
                        .withDirectory(directory)
                        .withSetting("advertised.listeners", "CLIENTS://127.0.0.1:" + proxy.port())
                        .withSetting("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                        .withSetting("allow.everyone.if.no.acl.found", "true"));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + proxy.port();
    }

    FreezableProxy proxy() {
        return proxy;
    }

    synchronized void kill() {
        ProcessSignals.send("KILL", List.of(server.pid()));
        server.close();
    }

    /** Starts the broker again, more than once if a busy machine takes longer than the time limit of a start. */
    synchronized void restart() {
        for (int attempt = 1; ; attempt++) {
            try {
                server = KafkaServer.start(options);
                return;
            } catch (StartFailedException e) {
                if (attempt == MAX_START_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    synchronized void suspend() {
        ProcessSignals.send("STOP", List.of(server.pid()));
    }

    synchronized void resume() {
        ProcessSignals.send("CONT", List.of(server.pid()));
    }

    @Override
    public synchronized void close() {
        proxy.close();
        ProcessSignals.send("KILL", List.of(server.pid()));
        server.close();
    }
}
