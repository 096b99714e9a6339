package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import io.connwarden.contracts.Event;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Interoperability with the CloudEvents SDK for Java in both directions. */
class CloudEventsSdkTest {
    private static final Map<String, Event<?>> EXAMPLES = ExampleEvents.all();
    private static final String TOPIC = "connwarden.commands";

    static Stream<String> names() {
        return EXAMPLES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_sdk_reads_events_written_by_the_codec(String name) {
        Event<?> ours = EXAMPLES.get(name);
        EncodedEvent encoded = EventCodec.instance().encode(ours);

        CloudEvent theirs;
        try (CloudEventDeserializer deserializer = new CloudEventDeserializer()) {
            theirs = deserializer.deserialize(TOPIC, kafka(encoded.headers()), encoded.value());
        }

        assertThat(theirs.getSpecVersion()).hasToString("1.0");
        assertThat(theirs.getId()).isEqualTo(ours.id().id());
        assertThat(theirs.getSource()).isEqualTo(URI.create(ours.id().source()));
        assertThat(theirs.getType()).isEqualTo(ours.type().value());
        assertThat(theirs.getSubject()).isEqualTo(ours.subject());
        assertThat(theirs.getTime().toInstant()).isEqualTo(ours.time());
        assertThat(theirs.getDataContentType()).isEqualTo("application/json");
        assertThat(Json.MAPPER.readTree(theirs.getData().toBytes()))
                .isEqualTo(Json.MAPPER.readTree(EventCodec.instance().toJson(ours.data())));
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_codec_reads_structured_events_written_by_the_sdk(String name) {
        assertThat(throughTheSdk(name, Encoding.STRUCTURED)).isEqualTo(new DecodeResult.Decoded(EXAMPLES.get(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_codec_reads_binary_events_written_by_the_sdk(String name) {
        assertThat(throughTheSdk(name, Encoding.BINARY)).isEqualTo(new DecodeResult.Decoded(EXAMPLES.get(name)));
    }

    private static DecodeResult throughTheSdk(String name, Encoding encoding) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(CloudEventSerializer.ENCODING_CONFIG, encoding.name());
        if (encoding == Encoding.STRUCTURED) {
            configuration.put(CloudEventSerializer.EVENT_FORMAT_CONFIG, "application/cloudevents+json");
        }
        Headers headers = new RecordHeaders();
        byte[] value;
        try (CloudEventSerializer serializer = new CloudEventSerializer()) {
            serializer.configure(configuration, false);
            value = serializer.serialize(TOPIC, headers, theirs(EXAMPLES.get(name)));
        }
        Map<String, byte[]> plain = new HashMap<>();
        for (Header header : headers) {
            plain.put(header.key(), header.value());
        }
        return EventCodec.instance().decode(plain, value);
    }

    private static CloudEvent theirs(Event<?> event) {
        return CloudEventBuilder.v1()
                .withId(event.id().id())
                .withSource(URI.create(event.id().source()))
                .withType(event.type().value())
                .withSubject(event.subject())
                .withTime(event.time().atOffset(ZoneOffset.ofHours(2)))
                .withExtension("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .withData(
                        "application/json",
                        EventCodec.instance().toJson(event.data()).getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Headers kafka(Map<String, byte[]> headers) {
        Headers kafka = new RecordHeaders();
        headers.forEach(kafka::add);
        return kafka;
    }
}
