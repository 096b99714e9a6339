package io.connwarden.actuator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.CommandParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that are not valid commands, of every known kind. */
final class MalformedRecords {
    private final Random random;
    private final List<Supplier<byte[]>> kinds;
    private int count;

    MalformedRecords(Random random) {
        this.random = random;
        this.kinds = List.of(
                this::randomBytes,
                this::truncated,
                () -> replaced("\"specversion\":\"1.0\"", "\"specversion\":\"9.9\""),
                () -> replaced("command.v1", "command.v99"),
                () -> replaced("\"maxTerminations\":10", "\"maxTerminations\":\"ten\""),
                () -> replaced("\"maxTerminations\":10", "\"maxTerminations\":-1"),
                () -> replaced("\"maxTerminations\":10", "\"maxTerminations\":1e400"),
                () -> replaced("\"requestedBy\":\"dba\"", "\"requestedBy\":\"\\u0000\""),
                () -> replaced("\"requestedBy\":\"dba\"", "\"requestedBy\":\"\\ud800\""),
                () -> replaced("\"requestedBy\":\"dba\"", "\"requestedBy\":" + deeplyNestedObject()),
                () -> replaced("\"requestedBy\":\"dba\"", "\"requestedBy\":null"),
                () -> replaced("\"CLEANUP\"", "\"DROP DATABASE\""),
                this::oversizedText,
                this::deeplyNestedArray,
                () -> new byte[0],
                () -> null,
                () -> "[]".getBytes(UTF_8),
                () -> "null".getBytes(UTF_8),
                () -> "{}".getBytes(UTF_8),
                () -> "\u0000".getBytes(UTF_8));
    }

    ProducerRecord<byte[], byte[]> nextRecord(String topic) {
        byte[] value = kinds.get(count++ % kinds.size()).get();
        ProducerRecord<byte[], byte[]> malformed = new ProducerRecord<>(topic, key(), value);
        if (random.nextInt(4) == 0) {
            malformed.headers().add("ce_specversion", randomBytes());
            malformed.headers().add("", new byte[0]);
            malformed.headers().add("nothing", null);
        }
        return malformed;
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
        byte[] whole = validCommand().getBytes(UTF_8);
        return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
    }

    private byte[] replaced(String from, String to) {
        String good = validCommand();
        if (!good.contains(from)) {
            throw new IllegalStateException("a valid command does not contain " + from + ": " + good);
        }
        return good.replace(from, to).getBytes(UTF_8);
    }

    private byte[] oversizedText() {
        return replaced("\"reason\":\"a test\"", "\"reason\":\"" + "x".repeat(100_000) + "\"");
    }

    private byte[] deeplyNestedArray() {
        return ("[".repeat(20_000) + "]".repeat(20_000)).getBytes(UTF_8);
    }

    private static String deeplyNestedObject() {
        return "{\"a\":".repeat(50) + "1" + "}".repeat(50);
    }

    private String validCommand() {
        return new String(
                EventCodec.instance()
                        .encode(new Event<>(
                                new EventId(ActuatorTestEnvironment.SOURCE, "hostile-" + count),
                                ActuatorTestEnvironment.now(),
                                ActuatorTestEnvironment.command(
                                        ActuatorTestEnvironment.TARGET, new CommandParameters.Cleanup(15, 10), false)))
                        .value(),
                UTF_8);
    }
}
