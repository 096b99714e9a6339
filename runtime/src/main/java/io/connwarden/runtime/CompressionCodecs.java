package io.connwarden.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.SimpleRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compression codecs that records of producers can have. Some of them load a native library from a temporary
 * directory, which fails if the directory does not allow execution. Each codec is tried once.
 */
public final class CompressionCodecs {
    private static final Logger LOG = LoggerFactory.getLogger(CompressionCodecs.class);
    /** The system property of each native library that names its directory. */
    private static final Map<CompressionType, String> DIRECTORIES = Map.of(
            CompressionType.SNAPPY, "org.xerial.snappy.tempdir",
            CompressionType.ZSTD, "ZstdTempFolder");

    private final List<UnusableCodec> unusable;

    private CompressionCodecs(List<UnusableCodec> unusable) {
        this.unusable = List.copyOf(unusable);
    }

    /** A codec that cannot be loaded, with the cause and the remedy, each in one line. */
    public record UnusableCodec(String name, String cause, String remedy) {
        @Override
        public String toString() {
            return name + " cannot be loaded: " + cause + ". " + remedy;
        }
    }

    /** The use of a codec, which throws if the codec cannot be loaded. */
    @FunctionalInterface
    interface Trial {
        void compressAndRead(CompressionType codec);
    }

    /** Tries each codec and logs those that cannot be loaded. */
    public static CompressionCodecs tryAll() {
        return tryAll(CompressionCodecs::compressAndRead);
    }

    static CompressionCodecs tryAll(Trial trial) {
        List<UnusableCodec> unusable = new ArrayList<>();
        for (CompressionType codec : CompressionType.values()) {
            try {
                trial.compressAndRead(codec);
            } catch (RuntimeException | LinkageError e) {
                unusable.add(
                        new UnusableCodec(codec.name().toLowerCase(Locale.ROOT), RootCause.describe(e), remedy(codec)));
            }
        }
        unusable.forEach(codec -> LOG.warn(
                "Compression codec {} A partition with a record in this codec is not read until the codec can be"
                        + " loaded; other partitions are read",
                codec));
        return new CompressionCodecs(unusable);
    }

    /** Returns the codecs that cannot be loaded. */
    public List<UnusableCodec> unusable() {
        return unusable;
    }

    private static void compressAndRead(CompressionType codec) {
        MemoryRecords batch =
                MemoryRecords.withRecords(Compression.of(codec).build(), new SimpleRecord(new byte[1_000]));
        for (Record each : batch.records()) {
            if (each.valueSize() != 1_000) {
                throw new IllegalStateException("a record of 1000 bytes has " + each.valueSize() + " bytes");
            }
        }
    }

    private static String remedy(CompressionType codec) {
        String own = DIRECTORIES.get(codec);
        return "Start Java with " + (own == null ? "" : "-D" + own + " or ")
                + "-Djava.io.tmpdir set to a directory that allows execution, or let producers use gzip or none";
    }
}
