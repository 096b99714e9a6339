package io.connwarden.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The record batches of a topic, as a broker on this host has written them. */
public final class RecordBatches {
    /** The codec of a batch that every client reads. */
    public static final int UNCOMPRESSED = 0;

    private static final int CODEC_MASK = 0b111;
    /** The leader epoch, the magic byte and the checksum stand between the length and the attributes. */
    private static final int BYTES_BEFORE_ATTRIBUTES = Integer.BYTES + Byte.BYTES + Integer.BYTES;

    private RecordBatches() {}

    /**
     * Returns the number of the codec of each batch, in all partitions of a topic.
     *
     * @param logDirectory the directory of the partitions
     */
    public static List<Integer> codecsOf(Path logDirectory, String topic) throws IOException {
        List<Integer> codecs = new ArrayList<>();
        try (DirectoryStream<Path> partitions = Files.newDirectoryStream(logDirectory, topic + "-*")) {
            for (Path partition : partitions) {
                try (DirectoryStream<Path> segments = Files.newDirectoryStream(partition, "*.log")) {
                    for (Path segment : segments) {
                        addCodecs(segment, codecs);
                    }
                }
            }
        }
        return codecs;
    }

    private static void addCodecs(Path segment, List<Integer> codecs) throws IOException {
        try (InputStream file = Files.newInputStream(segment);
                DataInputStream batches = new DataInputStream(file)) {
            while (true) {
                batches.readLong();
                int length = batches.readInt();
                batches.skipNBytes(BYTES_BEFORE_ATTRIBUTES);
                codecs.add(batches.readShort() & CODEC_MASK);
                batches.skipNBytes(length - BYTES_BEFORE_ATTRIBUTES - Short.BYTES);
            }
        } catch (EOFException e) {
            // The end of the segment.
        }
    }
}
