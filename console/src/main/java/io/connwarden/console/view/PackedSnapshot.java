package io.connwarden.console.view;

import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in little memory: its compressed bytes. The bytes of an earlier snapshot, the base, are the dictionary of
 * the compressor, so a session that did not change since needs almost nothing. Immutable.
 */
final class PackedSnapshot {
    /** The compressor looks back this far; an earlier part of the base has no effect. */
    private static final int MAX_DICTIONARY = 32 * 1024;
    /** The memory of the object and of its place in the maps of a history, in bytes. */
    private static final int OVERHEAD = 200;

    private static final byte[] NO_DICTIONARY = {};

    private final SampleSize size;
    private final @Nullable PackedSnapshot base;
    private final byte[] compressed;
    private final int length;

    private PackedSnapshot(SessionSnapshot snapshot, @Nullable PackedSnapshot base) {
        byte[] bytes = SnapshotBytes.write(snapshot);
        this.size = SampleSize.of(snapshot);
        this.base = base;
        this.length = bytes.length;
        this.compressed = compress(bytes, base == null ? NO_DICTIONARY : base.dictionary());
    }

    /** Packs a snapshot that can be the base of later ones. */
    static PackedSnapshot alone(SessionSnapshot snapshot) {
        return new PackedSnapshot(snapshot, null);
    }

    /** @param base packed without a base itself */
    static PackedSnapshot withBase(SessionSnapshot snapshot, PackedSnapshot base) {
        return new PackedSnapshot(snapshot, base);
    }

    /** Returns the snapshot that this one needs, itself if it was packed alone. */
    PackedSnapshot base() {
        return base == null ? this : base;
    }

    SampleSize size() {
        return size;
    }

    Instant capturedAt() {
        return size.capturedAt();
    }

    /** Returns the memory of this object in bytes, without that of its base. */
    int memory() {
        return OVERHEAD + compressed.length;
    }

    SessionSnapshot unpack() {
        return SnapshotBytes.read(bytes());
    }

    private byte[] bytes() {
        Inflater inflater = new Inflater(true);
        try {
            if (base != null) {
                inflater.setDictionary(base.dictionary());
            }
            inflater.setInput(compressed);
            byte[] bytes = new byte[length];
            int offset = 0;
            while (offset < length) {
                int count = inflater.inflate(bytes, offset, length - offset);
                if (count == 0) {
                    throw new IllegalStateException("the bytes of a kept snapshot end early");
                }
                offset += count;
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        } finally {
            inflater.end();
        }
    }

    private byte[] dictionary() {
        byte[] bytes = bytes();
        return Arrays.copyOf(bytes, Math.min(bytes.length, MAX_DICTIONARY));
    }

    private static byte[] compress(byte[] bytes, byte[] dictionary) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setDictionary(dictionary);
            deflater.setInput(bytes);
            deflater.finish();
            // Deflate adds 5 bytes per block of 16 KB to bytes that it cannot compress.
            byte[] target = new byte[bytes.length + bytes.length / 1000 + 64];
            return Arrays.copyOf(target, deflater.deflate(target));
        } finally {
            deflater.end();
        }
    }
}
