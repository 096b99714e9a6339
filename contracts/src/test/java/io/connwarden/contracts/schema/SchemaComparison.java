package io.connwarden.contracts.schema;

import io.connwarden.contracts.schema.Difference.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Compares two versions of one schema keyword by keyword. It knows the keywords our schemas use; any other that
 * changes is reported, so that nobody has to remember to teach it.
 */
final class SchemaComparison {
    private static final Set<String> WORDS_FOR_PEOPLE = Set.of("title", "description", "$comment", "examples", "$defs");
    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "exclusiveMinimum", "minLength", "minItems");
    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems");
    private static final Set<String> SCHEMAS = Set.of("items", "additionalProperties", "then", "else");

    private final JsonNode oldRoot;
    private final JsonNode newRoot;
    private final List<Difference> found = new ArrayList<>();

    private SchemaComparison(JsonNode oldRoot, JsonNode newRoot) {
        this.oldRoot = oldRoot;
        this.newRoot = newRoot;
    }

    static List<Difference> between(JsonNode released, JsonNode present) {
        SchemaComparison comparison = new SchemaComparison(released, present);
        comparison.schema("", released, present);
        return List.copyOf(comparison.found);
    }

    private void schema(String path, JsonNode before, JsonNode after) {
        JsonNode was = resolved(oldRoot, before);
        JsonNode is = resolved(newRoot, after);
        if (!was.isObject() || !is.isObject()) {
            unless(was.equals(is), Effect.OTHER, path, "was " + was + ", is " + is);
            return;
        }
        Set<String> keywords = new TreeSet<>(was.propertyNames());
        keywords.addAll(is.propertyNames());
        keywords.removeAll(WORDS_FOR_PEOPLE);
        keywords.remove("$ref");
        for (String keyword : keywords) {
            keyword(path + "/" + keyword, keyword, was.path(keyword), is.path(keyword));
        }
    }

    private void keyword(String path, String keyword, JsonNode was, JsonNode is) {
        switch (keyword) {
            case "required" -> names(path, was, is, Effect.TIGHTER);
            case "enum" -> names(path, was, is, Effect.LOOSER);
            case "type" -> names(path, types(was), types(is), Effect.LOOSER);
            case "properties" -> properties(path, was, is);
            case "patternProperties" -> eachSchema(path, was, is);
            case "dependentRequired" -> dependencies(path, was, is);
            case "allOf" -> all(path, was, is);
            default -> other(path, keyword, was, is);
        }
    }

    private void other(String path, String keyword, JsonNode was, JsonNode is) {
        if (SCHEMAS.contains(keyword) && !was.isMissingNode() && !is.isMissingNode()) {
            // Even when both read the same: what they refer to may have changed.
            schema(path, was, is);
        } else if (was.equals(is)) {
            return;
        } else if (LOWER_BOUNDS.contains(keyword)) {
            bound(path, was, is, 1);
        } else if (UPPER_BOUNDS.contains(keyword)) {
            bound(path, was, is, -1);
        } else {
            changed(path, was, is);
        }
    }

    /** What is missing forbids nothing, so its coming is tighter and its going looser. */
    private void changed(String path, JsonNode was, JsonNode is) {
        Effect effect = was.isMissingNode() ? Effect.TIGHTER : is.isMissingNode() ? Effect.LOOSER : Effect.OTHER;
        found.add(new Difference(effect, path, "was " + shown(was) + ", is " + shown(is)));
    }

    private void bound(String path, JsonNode was, JsonNode is, int sign) {
        if (was.isMissingNode() || is.isMissingNode()) {
            changed(path, was, is);
            return;
        }
        boolean tighter = sign * (is.doubleValue() - was.doubleValue()) > 0;
        found.add(new Difference(tighter ? Effect.TIGHTER : Effect.LOOSER, path, "was " + was + ", is " + is));
    }

    private void names(String path, JsonNode was, JsonNode is, Effect added) {
        if (added == Effect.LOOSER && was.isMissingNode() != is.isMissingNode()) {
            changed(path, was, is);
            return;
        }
        Effect removed = added == Effect.TIGHTER ? Effect.LOOSER : Effect.TIGHTER;
        for (String name : without(is, was)) {
            found.add(new Difference(added, path, name + " was added"));
        }
        for (String name : without(was, is)) {
            found.add(new Difference(removed, path, name + " was removed"));
        }
    }

    private void properties(String path, JsonNode was, JsonNode is) {
        for (String name : was.propertyNames()) {
            if (is.has(name)) {
                schema(path + "/" + name, was.get(name), is.get(name));
            } else {
                found.add(new Difference(Effect.OTHER, path, name + " was removed"));
            }
        }
    }

    private void eachSchema(String path, JsonNode was, JsonNode is) {
        Set<String> names = new TreeSet<>(was.propertyNames());
        names.addAll(is.propertyNames());
        for (String name : names) {
            if (was.has(name) && is.has(name)) {
                schema(path + "/" + name, was.get(name), is.get(name));
            } else {
                changed(path + "/" + name, was.path(name), is.path(name));
            }
        }
    }

    private void dependencies(String path, JsonNode was, JsonNode is) {
        Set<String> names = new TreeSet<>(was.propertyNames());
        names.addAll(is.propertyNames());
        for (String name : names) {
            names(path + "/" + name, was.path(name), is.path(name), Effect.TIGHTER);
        }
    }

    private void all(String path, JsonNode was, JsonNode is) {
        for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
            if (i < was.size() && i < is.size()) {
                schema(path + "/" + i, was.get(i), is.get(i));
            } else {
                changed(path + "/" + i, was.path(i), is.path(i));
            }
        }
    }

    private void unless(boolean fine, Effect effect, String path, String what) {
        if (!fine) {
            found.add(new Difference(effect, path, what));
        }
    }

    /** A number may be an integer, so a type that allows number allows both. */
    private static JsonNode types(JsonNode type) {
        List<String> names = new ArrayList<>(values(type));
        if (names.contains("number") && !names.contains("integer")) {
            names.add("integer");
        }
        return names.isEmpty() ? type : SchemaFiles.json(names.toString().replaceAll("[a-z]+", "\"$0\""));
    }

    private static List<String> without(JsonNode these, JsonNode those) {
        List<String> left = new ArrayList<>(values(these));
        left.removeAll(values(those));
        return left;
    }

    private static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isString()) {
            values.add(node.stringValue());
        }
        node.forEach(value -> values.add(value.asString()));
        return values;
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith("#") ? root.at(reference.substring(1)) : schema;
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }
}
