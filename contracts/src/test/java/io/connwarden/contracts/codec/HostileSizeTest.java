package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The memory that the rejection of a record of 1 MiB needs. A reader has 512 MB for all its work. */
class HostileSizeTest {
    private static final long MAX_ALLOCATED_BYTES = 64L * 1024 * 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "io.connwarden.command.v1 | sessions | {}",
                "io.connwarden.command.v1 | sessions | {\"pid\":0}",
                "io.connwarden.command.v1 | sessions | 7",
                "io.connwarden.command.v1 | sessions | []",
                "io.connwarden.health.v1 | topApplications | {}",
                "io.connwarden.health.v1 | topApplications | {\"total\":-1}",
                "io.connwarden.health.v1 | recommendations | 7",
                "io.connwarden.health.v1 | listeners | {\"pid\":0}",
                "io.connwarden.result.v1 | sessions | {}",
                "io.connwarden.result.v1 | sessions | {\"pid\":0}",
            })
    void rejecting_a_full_record_of_invalid_items_needs_little_memory(String type, String field, String item) {
        byte[] record = fullRecord(type, field, item);
        decode(record);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        DecodeResult decoded = decode(record);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoded).isInstanceOf(DecodeResult.Unreadable.class);
        assertThat(((DecodeResult.Unreadable) decoded).reason())
                .hasSizeLessThan(600)
                .doesNotContain("could not be read");
        assertThat(((DecodeResult.Unreadable) decoded).id())
                .as("sender of the record")
                .isNotNull();
        assertThat(allocated).as("allocated bytes").isLessThan(MAX_ALLOCATED_BYTES);
    }

    @Test
    void a_jvm_with_a_heap_of_64_mb_rejects_hostile_records_of_every_kind() throws Exception {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileRecordReader.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reader.waitFor()).as(output).isZero();
    }

    private static DecodeResult decode(byte[] record) {
        return EventCodec.instance().decode(RawRecords.STRUCTURED, record, Instant.EPOCH);
    }

    private static byte[] fullRecord(String type, String field, String item) {
        StringBuilder json = new StringBuilder("{\"specversion\":\"1.0\",\"id\":\"c-1\",\"source\":\"/teams/orders\","
                + "\"type\":\"" + type + "\",\"time\":\"2026-03-01T03:00:00Z\",\"data\":{\"action\":\"TERMINATE\","
                + "\"target\":\"db\",\"requestedBy\":\"ann\",\"reason\":\"too many\",\"" + field + "\":[" + item);
        while (json.length() < RecordReader.MAX_VALUE_BYTES - item.length() - 4) {
            json.append(',').append(item);
        }
        return json.append("]}}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
