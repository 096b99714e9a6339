package io.connwarden.configuration;

import io.connwarden.contracts.value.EditDistance;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The known configuration keys, derived from the records that they are bound to, so that the list is always complete.
 * Immutable.
 *
 * <p>Keys are compared as Spring compares them, without case, dashes and underscores.
 */
public final class KnownKeys {
    static final String PREFIX = "connwarden.";

    private static final Set<String> SPRING_BLOCKS =
            Set.of("spring", "server", "logging", "management", "debug", "trace");

    private final Set<String> keys;

    private KnownKeys(Set<String> keys) {
        this.keys = Set.copyOf(keys);
    }

    public static KnownKeys none() {
        return new KnownKeys(Set.of());
    }

    /**
     * Adds every key of a record. A component is a key, a component record is a block, a {@code List} is indexed, and a
     * {@code Map} accepts any key.
     */
    public KnownKeys withRecord(String prefix, Class<? extends Record> block) {
        Set<String> more = new TreeSet<>(keys);
        collect(prefix, block, more);
        return new KnownKeys(more);
    }

    /** Adds one key. */
    public KnownKeys withKey(String key) {
        Set<String> more = new TreeSet<>(keys);
        more.add(key);
        return new KnownKeys(more);
    }

    /** Adds all keys below a prefix, for a block that another program reads and checks. */
    public KnownKeys withBlock(String prefix) {
        return withKey(prefix).withKey(prefix + "." + KeyPath.ANYTHING);
    }

    /** Returns the unknown keys among the given ones, in their order, without duplicates. */
    public List<UnknownKey> unknownKeys(Collection<String> found) {
        List<KeyPath> known = keys.stream().map(KeyPath::of).toList();
        return found.stream()
                .distinct()
                .filter(key -> known.stream().noneMatch(path -> path.covers(KeyPath.of(key))))
                .map(key -> new UnknownKey(key, nearest(key).orElse(null), siblings(KeyPath.of(key))))
                .toList();
    }

    /**
     * Returns the keys that begin with the name of a block of Connwarden, as in a file with a wrong indentation. Keys of
     * Spring are left out.
     */
    List<UnknownKey> withoutPrefix(Collection<String> found) {
        Set<String> blocks = keys.stream()
                .map(key -> KeyPath.of(key).elements())
                .filter(elements -> elements.size() > 1)
                .map(elements -> elements.get(1))
                .filter(block -> !SPRING_BLOCKS.contains(block))
                .collect(Collectors.toSet());
        return found.stream()
                .distinct()
                .filter(key -> blocks.contains(KeyPath.of(key).elements().get(0)))
                .map(key -> new UnknownKey(key, PREFIX + key, List.of()))
                .toList();
    }

    /**
     * Returns the environment variables that begin with {@code CONNWARDEN_} and set no known key. A variable does not
     * distinguish a dash from a dot, so only letters and digits are compared.
     */
    public List<String> unknownEnvironmentVariables(Collection<String> names) {
        Pattern read = Pattern.compile(keys.stream().map(KnownKeys::asVariable).collect(Collectors.joining("|")));
        return names.stream()
                .filter(name -> name.toUpperCase(Locale.ROOT).startsWith("CONNWARDEN_"))
                .filter(name -> !read.matcher(name.toLowerCase(Locale.ROOT).replace("_", ""))
                        .matches())
                .sorted()
                .toList();
    }

    /** Returns every known key in kebab case, sorted. {@code []} is any index, a last {@code **} all keys below. */
    public Set<String> all() {
        return new TreeSet<>(keys);
    }

    private Optional<String> nearest(String key) {
        String written = canonical(key);
        List<String> elements = KeyPath.of(key).elements();
        // One element is misspelled, or a block is missing.
        int maxDistance = Math.max(2, elements.get(elements.size() - 1).length() / 3);
        return keys.stream()
                .filter(known -> !known.endsWith(KeyPath.ANYTHING))
                .map(known -> Map.entry(EditDistance.between(written, canonical(known)), known))
                .filter(candidate -> candidate.getKey() <= maxDistance)
                .min(Map.Entry.<Integer, String>comparingByKey().thenComparing(Map.Entry::getValue))
                .map(candidate -> withIndexesOf(key, candidate.getValue()));
    }

    /** Returns the last elements of the known keys of a block, as the documents write them. */
    private List<String> siblings(KeyPath unknown) {
        List<String> block = unknown.elements().subList(0, unknown.elements().size() - 1);
        return keys.stream()
                .filter(key -> !key.endsWith(KeyPath.ANYTHING) && !key.endsWith(KeyPath.INDEX))
                .filter(key -> {
                    List<String> elements = KeyPath.of(key).elements();
                    return elements.size() == block.size() + 1
                            && elements.subList(0, block.size()).equals(block);
                })
                .map(key -> key.substring(key.lastIndexOf('.') + 1))
                .sorted()
                .toList();
    }

    private static String canonical(String key) {
        return String.join(".", KeyPath.of(key).elements());
    }

    private static String asVariable(String key) {
        return key.replace(KeyPath.INDEX, "#")
                .replace("." + KeyPath.ANYTHING, "*")
                .replaceAll("[^a-zA-Z0-9#*]", "")
                .toLowerCase(Locale.ROOT)
                .replace("#", "\\d+")
                .replace("*", ".*");
    }

    /**
     * Returns {@code targets[3].id} for the known key {@code targets[].id} and the found key {@code targets[3].idd}.
     */
    private static String withIndexesOf(String found, String known) {
        String answer = known;
        for (int at = found.indexOf('['); at >= 0 && answer.contains("[]"); at = found.indexOf('[', at + 1)) {
            String index = found.substring(at, found.indexOf(']', at) + 1);
            answer = answer.replaceFirst("\\[]", Matcher.quoteReplacement(index));
        }
        return answer;
    }

    private static void collect(String prefix, Class<?> block, Set<String> into) {
        into.add(prefix);
        for (RecordComponent component : block.getRecordComponents()) {
            collectType(prefix + "." + RecordProperties.kebab(component.getName()), component.getGenericType(), into);
        }
    }

    private static void collectType(String key, Type type, Set<String> into) {
        into.add(key);
        Class<?> raw = raw(type);
        if (raw == null) {
            return;
        }
        if (RecordProperties.isBlock(raw)) {
            collect(key, raw, into);
        } else if (Collection.class.isAssignableFrom(raw)) {
            collectType(key + KeyPath.INDEX, argument(type, 0), into);
        } else if (Map.class.isAssignableFrom(raw)) {
            into.add(key + "." + KeyPath.ANYTHING);
        }
    }

    private static @Nullable Class<?> raw(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        return type instanceof Class<?> plain ? plain : null;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }
}
