package io.connwarden.embedded.kafka;

import io.connwarden.embedded.broker.BrokerProcess;
import io.connwarden.embedded.server.StartFailedException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class path of the broker's process: our own classes and the folder {@code kafka-lib} beside them, where the
 * build puts Kafka and all it needs.
 */
final class KafkaLibraries {
    private static final String FOLDER = "kafka-lib";

    private KafkaLibraries() {}

    static String classPath() {
        Path classes = classesDirectory();
        Path libraries = classes.resolveSibling(FOLDER);
        if (!Files.isDirectory(libraries)) {
            throw new StartFailedException(
                    "Kafka's libraries are missing: there is no folder %s. Build them with: mvn -pl embedded -am generate-resources"
                            .formatted(libraries));
        }
        return classes + File.pathSeparator + libraries + File.separator + "*";
    }

    private static Path classesDirectory() {
        try {
            return Path.of(BrokerProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of our own classes is no path", e);
        }
    }
}
