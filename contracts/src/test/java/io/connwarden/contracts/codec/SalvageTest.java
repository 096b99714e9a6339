package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.Raw.CLEANUP;
import static io.connwarden.contracts.codec.Raw.binaryHeaders;
import static io.connwarden.contracts.codec.Raw.event;
import static io.connwarden.contracts.codec.Raw.refused;
import static io.connwarden.contracts.codec.Raw.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.EventId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An unreadable command still gets its answer wherever it says who asked and about what. */
class SalvageTest {
    private static final EventId ID = new EventId("/teams/orders", "c-1");

    @Test
    void an_invalid_command_keeps_its_id_and_target() {
        Decoded.Unreadable refused = refused(event(CLEANUP.replace("CLEANUP", "KILL")));

        assertThat(refused.id()).isEqualTo(ID);
        assertThat(refused.target()).isEqualTo("orders-db");
    }

    @Test
    void a_truncated_event_keeps_what_stood_before_the_break() {
        String event = event(CLEANUP);

        assertThat(refused(event.substring(0, event.indexOf("requestedBy"))).target())
                .isEqualTo("orders-db");
        Decoded.Unreadable early = refused(event.substring(0, event.indexOf("\"action\"")));
        assertThat(early.id()).isEqualTo(ID);
        assertThat(early.target()).isNull();
        assertThat(refused(event.substring(0, event.indexOf("\"source\""))).id())
                .isNull();
    }

    @Test
    void in_binary_mode_the_headers_tell() {
        Decoded.Unreadable refused = refused(binaryHeaders(), "{\"target\":\"orders-db\",");

        assertThat(refused.id()).isEqualTo(ID);
        assertThat(refused.target()).isEqualTo("orders-db");
    }

    @Test
    void a_tombstone_in_binary_mode_still_tells_who_sent_it() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("ce_subject", new byte[] {'d', 'b'});

        assertThat(EventCodec.standard().decode(headers, null))
                .isInstanceOfSatisfying(Decoded.Unreadable.class, refused -> {
                    assertThat(refused.id()).isEqualTo(ID);
                    assertThat(refused.target()).isEqualTo("db");
                });
    }

    @Test
    void a_broken_header_loses_only_itself() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("ce_type", new byte[] {(byte) 0xff});
        headers.put("ce_subject", new byte[] {(byte) 0xff});

        Decoded.Unreadable refused = refused(headers, CLEANUP);

        assertThat(refused.reason()).isEqualTo("header ce_type must be UTF-8 text");
        assertThat(refused.id()).isEqualTo(ID);
        assertThat(refused.target()).isEqualTo("orders-db");
    }

    @Test
    void an_oversized_event_still_gives_its_id() {
        String event = event(with(CLEANUP, "\"x\":\"" + "y".repeat(1_100_000) + "\""));

        Decoded.Unreadable refused = refused(event);

        assertThat(refused.id()).isEqualTo(ID);
        assertThat(refused.target()).isEqualTo("orders-db");
    }

    @Test
    void what_could_not_be_used_in_an_answer_is_not_salvaged() {
        String event = event(CLEANUP);

        assertThat(refused(event.replace("c-1", "c".repeat(257))).id()).isNull();
        assertThat(refused(event.replace("c-1", "\\u0000")).id()).isNull();
        assertThat(refused(event.replace("\"c-1\"", "17")).id()).isNull();
        assertThat(refused(event.replace("orders-db", "orders db")).target()).isNull();
    }

    @Test
    void the_data_decides_the_target_and_the_subject_stands_in() {
        String subject = event(CLEANUP).replace("{\"specversion\"", "{\"subject\":\"billing-db\",\"specversion\"");

        assertThat(refused(subject).target()).isEqualTo("orders-db");
        assertThat(refused(subject.replace("\"target\"", "\"t\"")).target()).isEqualTo("billing-db");
    }
}
