package io.connwarden.embedded.kafka;

import io.connwarden.embedded.broker.BrokerProcess;
import io.connwarden.embedded.server.StartFailedException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class path of the broker process: the classes of this module and the folder {@code kafka-lib} beside them. The
 * build copies Kafka and its dependencies into that folder.
 */
final class KafkaLibraries {
    private static final String FOLDER = "kafka-lib";

    private KafkaLibraries() {}

    static String classPath() {
        Path classes = classesDirectory();
        Path libraries = classes.resolveSibling(FOLDER);
        if (!Files.isDirectory(libraries)) {
            throw new StartFailedException(
                    "The Kafka libraries are missing: no folder %s. Run: mvn -pl embedded -am generate-resources"
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
            throw new IllegalStateException("the code source of this module is not a path", e);
        }
    }
}
