package io.connwarden.contracts.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.function.Function;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdConvertingSerializer;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.StdConverter;

/** The JSON mapper of all messages. Its limits bound the cost of hostile input. */
final class Json {
    /** A valid message has at most five levels. */
    static final int MAX_NESTING_DEPTH = 64;

    /**
     * The maximum number of JSON tokens. A valid message of 1 MiB has at most about 200,000. A hostile record has up to
     * 700,000 and would need hundreds of megabytes.
     */
    private static final long MAX_TOKENS = 300_000;

    /**
     * The maximum length of a number. The {@code jsonb} of PostgreSQL writes numbers without exponent, so a stored
     * 4.9e-324 has 327 characters when it is read again.
     */
    private static final int MAX_NUMBER_LENGTH = 400;

    static final JsonMapper MAPPER = mapper();

    private Json() {}

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // A schema accepts unknown names in one field only, the action of a result.
                .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .changeDefaultPropertyInclusion(
                        ignored -> JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS))
                .addMixIn(SessionReport.class, SessionReportJson.class)
                .addMixIn(Health.class, HealthJson.Written.class)
                .addModule(messages())
                .build();
    }

    /**
     * The JSON form of a session report, with the query id as text. The id uses 64 bits, and many JSON readers round
     * numbers to 53 bits.
     */
    interface SessionReportJson {
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        Long queryId();
    }

    private static SimpleModule messages() {
        SimpleModule module = new SimpleModule("connwarden");
        module.addDeserializer(
                Health.class,
                new StdConvertingDeserializer<>(new Conversion<>(JsonNode.class, Health.class, HealthJson::read)));
        convert(
                module,
                SessionSnapshot.class,
                SessionSnapshotJson.class,
                SessionSnapshotJson::of,
                SessionSnapshotJson::toSnapshot);
        convert(module, Command.class, CommandJson.class, CommandJson::of, CommandJson::toCommand);
        convert(module, Instant.class, String.class, Rfc3339Timestamps::format, Rfc3339Timestamps::parse);
        convert(module, SessionId.class, SessionIdJson.class, SessionIdJson::of, SessionIdJson::toSessionId);
        convert(module, SessionStart.class, String.class, SessionStart::format, SessionStart::parse);
        return module;
    }

    private static <T, J> void convert(
            SimpleModule module, Class<T> type, Class<J> json, Function<T, J> write, Function<J, T> read) {
        module.addSerializer(type, new StdConvertingSerializer(type, new Conversion<>(type, json, write)));
        module.addDeserializer(type, new StdConvertingDeserializer<>(new Conversion<>(json, type, read)));
    }

    /** A conversion with explicit types, because a lambda has no type information at run time. */
    private static final class Conversion<A, B> extends StdConverter<A, B> {
        private final Class<A> from;
        private final Class<B> to;
        private final Function<A, B> function;

        Conversion(Class<A> from, Class<B> to, Function<A, B> function) {
            this.from = from;
            this.to = to;
            this.function = function;
        }

        @Override
        public B convert(A value) {
            return function.apply(value);
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return types.constructType(from);
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return types.constructType(to);
        }
    }
}
