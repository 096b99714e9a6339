package io.connwarden.actuator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that are no commands, of every kind that has a name. */
final class HostileRecords {
    private final Random random;
    private final List<Supplier<byte[]>> kinds;
    private int made;

    HostileRecords(Random random) {
        this.random = random;
        this.kinds = List.of(
                this::randomBytes,
                this::truncated,
                () -> changed("\"specversion\":\"1.0\"", "\"specversion\":\"9.9\""),
                () -> changed("command.v1", "command.v99"),
                () -> changed("\"maxTerminations\":10", "\"maxTerminations\":\"ten\""),
                () -> changed("\"maxTerminations\":10", "\"maxTerminations\":-1"),
                () -> changed("\"maxTerminations\":10", "\"maxTerminations\":1e400"),
                () -> changed("\"requestedBy\":\"dba\"", "\"requestedBy\":\"\\u0000\""),
                () -> changed("\"requestedBy\":\"dba\"", "\"requestedBy\":\"\\ud800\""),
                () -> changed("\"requestedBy\":\"dba\"", "\"requestedBy\":" + nested()),
                () -> changed("\"requestedBy\":\"dba\"", "\"requestedBy\":null"),
                () -> changed("\"CLEANUP\"", "\"DROP DATABASE\""),
                this::hugeText,
                this::deep,
                () -> new byte[0],
                () -> null,
                () -> "[]".getBytes(UTF_8),
                () -> "null".getBytes(UTF_8),
                () -> "{}".getBytes(UTF_8),
                () -> "\u0000".getBytes(UTF_8));
    }

    ProducerRecord<byte[], byte[]> next(String topic) {
        byte[] value = kinds.get(made++ % kinds.size()).get();
        ProducerRecord<byte[], byte[]> hostile = new ProducerRecord<>(topic, key(), value);
        if (random.nextInt(4) == 0) {
            hostile.headers().add("ce_specversion", randomBytes());
            hostile.headers().add("", new byte[0]);
            hostile.headers().add("nothing", null);
        }
        return hostile;
    }

    private byte[] key() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new byte[0];
            default -> randomBytes();
        };
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[1 + random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] truncated() {
        byte[] whole = good().getBytes(UTF_8);
        return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
    }

    private byte[] changed(String from, String to) {
        String good = good();
        if (!good.contains(from)) {
            throw new IllegalStateException("a good command does not contain " + from + ": " + good);
        }
        return good.replace(from, to).getBytes(UTF_8);
    }

    private byte[] hugeText() {
        return changed("\"reason\":\"a test\"", "\"reason\":\"" + "x".repeat(100_000) + "\"");
    }

    private byte[] deep() {
        return ("[".repeat(20_000) + "]".repeat(20_000)).getBytes(UTF_8);
    }

    private static String nested() {
        return "{\"a\":".repeat(50) + "1" + "}".repeat(50);
    }

    private String good() {
        return new String(
                EventCodec.standard()
                        .encode(new Event<>(
                                new EventId(Surroundings.SOURCE, "hostile-" + made),
                                Surroundings.now(),
                                Surroundings.command(Surroundings.TARGET, new Request.Cleanup(15, 10), false)))
                        .value(),
                UTF_8);
    }
}
