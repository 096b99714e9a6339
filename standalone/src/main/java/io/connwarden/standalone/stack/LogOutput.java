package io.connwarden.standalone.stack;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Where this JVM's log goes. The terminal belongs to what the user asked for, so it never goes there. To be chosen
 * before anything logs.
 */
public final class LogOutput {
    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String FILE = "standalone.log.file";

    private LogOutput() {}

    /** For commands whose answer says everything. */
    public static void disable() {
        configure("connwarden-silent-logback.xml");
    }

    /** Appends to a file, which is kept small by rolling it. */
    public static void writeToFile(Path file) {
        System.setProperty(FILE, file.toString());
        configure("connwarden-file-logback.xml");
    }

    private static void configure(String resource) {
        System.setProperty(CONFIGURATION, resource);
        LoggerFactory.getILoggerFactory();
        // The services warn of a property that they do not go by; they are told by logging.config.
        System.clearProperty(CONFIGURATION);
    }
}
