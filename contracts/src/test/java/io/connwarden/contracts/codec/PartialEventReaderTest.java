package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.RawRecords.CLEANUP;
import static io.connwarden.contracts.codec.RawRecords.binaryHeaders;
import static io.connwarden.contracts.codec.RawRecords.decodeUnreadable;
import static io.connwarden.contracts.codec.RawRecords.event;
import static io.connwarden.contracts.codec.RawRecords.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.EventId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An unreadable command receives a result if its id and target can be recovered. */
class PartialEventReaderTest {
    private static final EventId ID = new EventId("/teams/orders", "c-1");

    @Test
    void the_id_and_target_of_an_invalid_command_are_recovered() {
        DecodeResult.Unreadable unreadable = decodeUnreadable(event(CLEANUP.replace("CLEANUP", "KILL")));

        assertThat(unreadable.id()).isEqualTo(ID);
        assertThat(unreadable.target()).isEqualTo("orders-db");
    }

    @Test
    void attributes_before_a_truncation_are_recovered() {
        String event = event(CLEANUP);

        assertThat(decodeUnreadable(event.substring(0, event.indexOf("requestedBy")))
                        .target())
                .isEqualTo("orders-db");
        DecodeResult.Unreadable early = decodeUnreadable(event.substring(0, event.indexOf("\"action\"")));
        assertThat(early.id()).isEqualTo(ID);
        assertThat(early.target()).isNull();
        assertThat(decodeUnreadable(event.substring(0, event.indexOf("\"source\"")))
                        .id())
                .isNull();
    }

    @Test
    void attributes_of_a_binary_event_are_recovered_from_its_headers() {
        DecodeResult.Unreadable unreadable = decodeUnreadable(binaryHeaders(), "{\"target\":\"orders-db\",");

        assertThat(unreadable.id()).isEqualTo(ID);
        assertThat(unreadable.target()).isEqualTo("orders-db");
    }

    @Test
    void the_id_of_a_binary_tombstone_is_recovered() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("ce_subject", new byte[] {'d', 'b'});

        assertThat(EventCodec.instance().decode(headers, null))
                .isInstanceOfSatisfying(DecodeResult.Unreadable.class, unreadable -> {
                    assertThat(unreadable.id()).isEqualTo(ID);
                    assertThat(unreadable.target()).isEqualTo("db");
                });
    }

    @Test
    void a_malformed_header_does_not_affect_other_headers() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("ce_type", new byte[] {(byte) 0xff});
        headers.put("ce_subject", new byte[] {(byte) 0xff});

        DecodeResult.Unreadable unreadable = decodeUnreadable(headers, CLEANUP);

        assertThat(unreadable.reason()).isEqualTo("header ce_type must be UTF-8 text");
        assertThat(unreadable.id()).isEqualTo(ID);
        assertThat(unreadable.target()).isEqualTo("orders-db");
    }

    @Test
    void the_id_of_an_oversized_event_is_recovered() {
        String event = event(with(CLEANUP, "\"x\":\"" + "y".repeat(1_100_000) + "\""));

        DecodeResult.Unreadable unreadable = decodeUnreadable(event);

        assertThat(unreadable.id()).isEqualTo(ID);
        assertThat(unreadable.target()).isEqualTo("orders-db");
    }

    @Test
    void attributes_unusable_in_a_result_are_not_recovered() {
        String event = event(CLEANUP);

        assertThat(decodeUnreadable(event.replace("c-1", "c".repeat(257))).id()).isNull();
        assertThat(decodeUnreadable(event.replace("c-1", "\\u0000")).id()).isNull();
        assertThat(decodeUnreadable(event.replace("\"c-1\"", "17")).id()).isNull();
        assertThat(decodeUnreadable(event.replace("orders-db", "orders db")).target())
                .isNull();
    }

    @Test
    void the_target_is_taken_from_the_data_before_the_subject() {
        String subject = event(CLEANUP).replace("{\"specversion\"", "{\"subject\":\"billing-db\",\"specversion\"");

        assertThat(decodeUnreadable(subject).target()).isEqualTo("orders-db");
        assertThat(decodeUnreadable(subject.replace("\"target\"", "\"t\"")).target())
                .isEqualTo("billing-db");
    }
}
