package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostileRecordsTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int RECORDS = 10_000;

    @Test
    void ten_thousand_hostile_records_are_rejected_with_a_reason_and_without_exception() {
        HostileRecords hostile = new HostileRecords(SEED);
        int refused = 0;
        for (int i = 0; i < RECORDS; i++) {
            Map<String, byte[]> headers = hostile.flip() ? RawRecords.STRUCTURED : RawRecords.binaryHeaders();

            DecodeResult decoded = EventCodec.instance().decode(headers, hostile.next(), Instant.EPOCH);

            if (decoded instanceof DecodeResult.Unreadable unreadable) {
                refused++;
                assertThat(unreadable.reason())
                        .as("record " + i + " of -Dseed=" + SEED)
                        .isNotBlank()
                        .hasSizeLessThan(600)
                        .doesNotContain(
                                "\n",
                                "could not be read",
                                "Exception",
                                "tools.jackson",
                                "Feature",
                                "[Source",
                                "Constraints",
                                "\u0000");
            }
        }
        // A few are harmless after all: a flipped letter inside a reason, an unknown field grafted in.
        assertThat(refused).as("-Dseed=" + SEED).isGreaterThan(RECORDS * 8 / 10);
    }
}
