package io.connwarden.contracts.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Invalid record values from a seed: noise, damaged events, and events built to harm a reader. */
final class HostileRecords {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;
    private final RandomMessages messages;
    private final List<Supplier<byte[]>> kinds = List.of(
            this::noise,
            this::truncated,
            this::flipped,
            this::replaced,
            this::replaced,
            this::replaced,
            this::deep,
            this::huge,
            this::repeated,
            this::almostJson);

    HostileRecords(long seed) {
        this.random = new Random(seed);
        this.messages = new RandomMessages(seed);
    }

    byte[] next() {
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    boolean flip() {
        return random.nextBoolean();
    }

    private byte[] good() {
        return EventCodec.instance().encode(messages.event()).value();
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] truncated() {
        byte[] good = good();
        return Arrays.copyOf(good, random.nextInt(good.length));
    }

    private byte[] flipped() {
        byte[] good = good();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            good[random.nextInt(good.length)] = (byte) random.nextInt(256);
        }
        return good;
    }

    /** Puts a value of another type at a random place of the event. */
    private byte[] replaced() {
        JsonNode event = Json.MAPPER.readTree(good());
        List<JsonNode> places = new ArrayList<>();
        collect(event, places);
        JsonNode place = places.get(random.nextInt(places.size()));
        if (place instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>(object.propertyNames());
            object.set(names.get(random.nextInt(names.size())), otherValue());
        } else if (place instanceof ArrayNode array) {
            array.add(otherValue());
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private JsonNode otherValue() {
        return switch (random.nextInt(10)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextLong());
            case 3 -> JSON.numberNode(-random.nextDouble());
            case 4 -> JSON.numberNode(1e300);
            case 5 -> JSON.stringNode("");
            case 6 -> JSON.stringNode("x".repeat(random.nextInt(20_000)));
            case 7 -> JSON.stringNode("\u0000\ud800\n\"'");
            case 8 -> JSON.arrayNode();
            default -> JSON.objectNode();
        };
    }

    private byte[] deep() {
        int depth = 1 << random.nextInt(17);
        String opening = random.nextBoolean() ? "[" : "{\"a\":";
        String inner = opening.repeat(depth);
        return (random.nextBoolean() ? inner : RawRecords.event(inner)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] huge() {
        String number = random.nextBoolean() ? "9".repeat(1 << random.nextInt(15)) : "1e" + random.nextInt();
        return RawRecords.event(RawRecords.with(RawRecords.CLEANUP, "\"maxTerminations\":" + number))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] repeated() {
        String good = new String(good(), StandardCharsets.UTF_8);
        return (random.nextBoolean() ? good + good : good.replaceFirst("\"id\"", "\"source\""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Almost JSON: comments, single quotes, NaN, double commas, and UTF-16. */
    private byte[] almostJson() {
        String good = new String(good(), StandardCharsets.UTF_8);
        return switch (random.nextInt(5)) {
            case 0 -> ("/* hello */" + good).getBytes(StandardCharsets.UTF_8);
            case 1 -> good.replace('"', '\'').getBytes(StandardCharsets.UTF_8);
            case 2 -> good.replaceAll(":[0-9]+", ":NaN").getBytes(StandardCharsets.UTF_8);
            case 3 -> good.replace(",", ",,").getBytes(StandardCharsets.UTF_8);
            default -> good.getBytes(StandardCharsets.UTF_16LE);
        };
    }
}
