package io.connwarden.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The local addresses on which a port is open, from the hexadecimal tables of Linux. */
final class PortProbe {
    private static final String LISTEN = "0A";

    private PortProbe() {}

    static List<String> listeningAddresses(int port) {
        String suffix = ":" + String.format(Locale.ROOT, "%04X", port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(PortProbe::readLines)
                .map(line -> line.trim().split("\\s+", -1))
                .filter(fields -> fields[1].endsWith(suffix) && fields[3].equals(LISTEN))
                .map(fields -> fields[1].substring(0, fields[1].length() - suffix.length()))
                .toList();
    }

    static boolean isLoopback(String address) {
        return address.equals("0100007F") || address.equals("0000000000000000FFFF00000100007F");
    }

    private static Stream<String> readLines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
