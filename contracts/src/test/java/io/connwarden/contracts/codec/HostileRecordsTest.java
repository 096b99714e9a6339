package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.testing.SeededTest;
import java.time.Instant;
import java.util.Map;

class HostileRecordsTest {
    private static final int RECORDS = 2_000;

    @SeededTest(count = 5)
    void hostile_records_are_rejected_with_a_reason_and_without_exception(long seed) {
        HostileRecords hostile = new HostileRecords(seed);
        int rejected = 0;
        for (int i = 0; i < RECORDS; i++) {
            Map<String, byte[]> headers = hostile.flip() ? RawRecords.STRUCTURED : RawRecords.binaryHeaders();

            DecodeResult decoded = EventCodec.instance().decode(headers, hostile.next(), Instant.EPOCH);

            if (decoded instanceof DecodeResult.Unreadable unreadable) {
                rejected++;
                assertThat(unreadable.reason())
                        .as("record %d", i)
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
        // Some records stay valid: a changed letter inside a reason, an additional unknown field.
        assertThat(rejected).isGreaterThan(RECORDS * 8 / 10);
    }
}
