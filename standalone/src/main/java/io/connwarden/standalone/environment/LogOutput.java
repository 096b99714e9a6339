package io.connwarden.standalone.environment;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The destination of the log of this JVM, never the terminal. Must be chosen before the first log line. */
public final class LogOutput {
    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String FILE = "standalone.log.file";

    private LogOutput() {}

    /** Discards the log, for commands that print their complete result. */
    public static void disable() {
        configure("connwarden-silent-logback.xml");
    }

    /** Appends the log to a file. Rolls the file at its maximum size. */
    public static void writeToFile(Path file) {
        System.setProperty(FILE, file.toString());
        configure("connwarden-file-logback.xml");
    }

    private static void configure(String resource) {
        System.setProperty(CONFIGURATION, resource);
        LoggerFactory.getILoggerFactory();
        // The services take logging.config instead, and warn about an unused property.
        System.clearProperty(CONFIGURATION);
    }
}
