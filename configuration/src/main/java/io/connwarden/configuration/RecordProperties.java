package io.connwarden.configuration;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The configuration properties of a record: each component is a key in kebab case, and a component record is a block.
 */
public final class RecordProperties {
    private RecordProperties() {}

    /** Returns the values of a record under a prefix. A component that is null has no key. */
    public static Map<String, Object> of(String prefix, Record values) {
        Map<String, Object> properties = new HashMap<>();
        collect(prefix, values, properties);
        return properties;
    }

    /** Returns true if a component of this type is a block of keys, and false if it is the value of one key. */
    static boolean isBlock(Class<?> type) {
        return type.isRecord() && !isText(type.getRecordComponents());
    }

    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static void collect(String prefix, Record values, Map<String, Object> properties) {
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            String key = prefix + "." + kebab(component.getName());
            Object value = valueOf(component, values);
            if (value instanceof Record block && isBlock(block.getClass())) {
                collect(key, block, properties);
            } else if (value != null) {
                properties.put(key, value);
            }
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Record values) {
        try {
            return Objects.requireNonNull(component.getAccessor()).invoke(values);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("Cannot read " + component, failure);
        }
    }

    /** A pattern or an address range: a record around one text, which the binder converts by its constructor. */
    private static boolean isText(RecordComponent[] components) {
        return components.length == 1 && components[0].getType() == String.class;
    }
}
