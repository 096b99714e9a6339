package io.connwarden.actuator.config;

import io.connwarden.contracts.value.Formats;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings that decide about a target, by the keys of the configuration. They contain no password. Pure. */
final class EffectiveSettings {
    private EffectiveSettings() {}

    /** Returns the policy and the thresholds with the common settings applied. A value that is not set is absent. */
    static Map<String, String> of(TargetConfiguration target) {
        SortedMap<String, String> settings = new TreeMap<>();
        add("policy", target.policy(), settings);
        add("thresholds", target.thresholds(), settings);
        return settings;
    }

    private static void add(String key, Object value, Map<String, String> settings) {
        if (value instanceof List<?> list) {
            addList(key, list, settings);
        } else if (value instanceof Record settingsOfKey && !isPattern(value)) {
            for (RecordComponent component : settingsOfKey.getClass().getRecordComponents()) {
                Object part = read(component, settingsOfKey);
                if (part != null) {
                    add(key + "." + kebabCase(component.getName()), part, settings);
                }
            }
        } else {
            settings.put(key, text(value));
        }
    }

    private static void addList(String key, List<?> list, Map<String, String> settings) {
        if (list.stream().allMatch(element -> !(element instanceof Record) || isPattern(element))) {
            if (!list.isEmpty()) {
                settings.put(key, list.stream().map(EffectiveSettings::text).collect(Collectors.joining(", ")));
            }
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            add(key + "[" + i + "]", list.get(i), settings);
        }
    }

    /** A pattern is a record around its text. */
    private static boolean isPattern(Object value) {
        return value instanceof Record
                && value.getClass().getRecordComponents().length == 1
                && value.getClass().getRecordComponents()[0].getType() == String.class;
    }

    private static String text(Object value) {
        if (value instanceof Record pattern) {
            return String.valueOf(read(pattern.getClass().getRecordComponents()[0], pattern));
        }
        if (value instanceof Duration duration) {
            return Formats.duration(duration);
        }
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
    }

    private static @Nullable Object read(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(component + " cannot be read", impossible);
        }
    }

    private static String kebabCase(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
