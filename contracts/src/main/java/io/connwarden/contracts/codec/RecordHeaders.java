package io.connwarden.contracts.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The conversion of the headers of a Kafka record into a map, independent of the Kafka client. */
public final class RecordHeaders {
    private RecordHeaders() {}

    /**
     * Converts headers into the map that {@link EventCodec#decode} expects. If a name repeats, the last value is used.
     * Headers without a value are skipped.
     *
     * @param headers the headers of a record in their order
     * @param name returns the name of a header, such as {@code Header::key}
     * @param value returns the value of a header, such as {@code Header::value}; may return null
     */
    public static <H> Map<String, byte[]> toMap(
            Iterable<? extends H> headers, Function<H, String> name, Function<H, byte @Nullable []> value) {
        Map<String, byte[]> map = new HashMap<>();
        for (H header : headers) {
            byte[] bytes = value.apply(header);
            if (bytes != null) {
                map.put(name.apply(header), bytes);
            }
        }
        return map;
    }
}
