package io.connwarden.contracts.schema;

import io.connwarden.contracts.schema.SchemaDifference.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The comparison of two versions of a schema, keyword by keyword. It supports the keywords of the schemas here. A
 * change of any other keyword is reported as incompatible.
 */
final class SchemaComparison {
    private static final Set<String> ANNOTATIONS = Set.of("title", "description", "$comment", "examples", "$defs");
    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "exclusiveMinimum", "minLength", "minItems");
    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems");
    private static final Set<String> SCHEMAS = Set.of("items", "additionalProperties", "then", "else");

    private final JsonNode oldRoot;
    private final JsonNode newRoot;
    private final List<SchemaDifference> differences = new ArrayList<>();

    private SchemaComparison(JsonNode oldRoot, JsonNode newRoot) {
        this.oldRoot = oldRoot;
        this.newRoot = newRoot;
    }

    static List<SchemaDifference> compare(JsonNode released, JsonNode present) {
        SchemaComparison comparison = new SchemaComparison(released, present);
        comparison.compareSchemas("", released, present);
        return List.copyOf(comparison.differences);
    }

    private void compareSchemas(String path, JsonNode before, JsonNode after) {
        JsonNode was = resolve(oldRoot, before);
        JsonNode is = resolve(newRoot, after);
        if (!was.isObject() || !is.isObject()) {
            addUnless(was.equals(is), Direction.OTHER, path, "was " + was + ", is " + is);
            return;
        }
        Set<String> keywords = new TreeSet<>(was.propertyNames());
        keywords.addAll(is.propertyNames());
        keywords.removeAll(ANNOTATIONS);
        keywords.remove("$ref");
        for (String keyword : keywords) {
            compareKeyword(path + "/" + keyword, keyword, was.path(keyword), is.path(keyword));
        }
    }

    private void compareKeyword(String path, String keyword, JsonNode was, JsonNode is) {
        switch (keyword) {
            case "required" -> compareNames(path, was, is, Direction.NARROWER);
            case "enum" -> compareNames(path, was, is, Direction.WIDER);
            case "type" -> compareNames(path, types(was), types(is), Direction.WIDER);
            case "properties" -> compareProperties(path, was, is);
            case "patternProperties" -> compareEachSchema(path, was, is);
            case "dependentRequired" -> compareDependencies(path, was, is);
            case "allOf" -> compareAllOf(path, was, is);
            default -> compareOtherKeyword(path, keyword, was, is);
        }
    }

    private void compareOtherKeyword(String path, String keyword, JsonNode was, JsonNode is) {
        if (SCHEMAS.contains(keyword) && !was.isMissingNode() && !is.isMissingNode()) {
            // Equal references may lead to different definitions.
            compareSchemas(path, was, is);
        } else if (was.equals(is)) {
            return;
        } else if (LOWER_BOUNDS.contains(keyword)) {
            compareBounds(path, was, is, 1);
        } else if (UPPER_BOUNDS.contains(keyword)) {
            compareBounds(path, was, is, -1);
        } else {
            addChange(path, was, is);
        }
    }

    /** Adds a change. An added keyword makes the schema narrower, a removed one makes it wider. */
    private void addChange(String path, JsonNode was, JsonNode is) {
        Direction direction =
                was.isMissingNode() ? Direction.NARROWER : is.isMissingNode() ? Direction.WIDER : Direction.OTHER;
        differences.add(new SchemaDifference(direction, path, "was " + format(was) + ", is " + format(is)));
    }

    private void compareBounds(String path, JsonNode was, JsonNode is, int sign) {
        if (was.isMissingNode() || is.isMissingNode()) {
            addChange(path, was, is);
            return;
        }
        boolean tighter = sign * (is.doubleValue() - was.doubleValue()) > 0;
        differences.add(new SchemaDifference(
                tighter ? Direction.NARROWER : Direction.WIDER, path, "was " + was + ", is " + is));
    }

    private void compareNames(String path, JsonNode was, JsonNode is, Direction added) {
        if (added == Direction.WIDER && was.isMissingNode() != is.isMissingNode()) {
            addChange(path, was, is);
            return;
        }
        Direction removed = added == Direction.NARROWER ? Direction.WIDER : Direction.NARROWER;
        for (String name : difference(is, was)) {
            differences.add(new SchemaDifference(added, path, name + " was added"));
        }
        for (String name : difference(was, is)) {
            differences.add(new SchemaDifference(removed, path, name + " was removed"));
        }
    }

    private void compareProperties(String path, JsonNode was, JsonNode is) {
        for (String name : was.propertyNames()) {
            if (is.has(name)) {
                compareSchemas(path + "/" + name, was.get(name), is.get(name));
            } else {
                differences.add(new SchemaDifference(Direction.OTHER, path, name + " was removed"));
            }
        }
    }

    private void compareEachSchema(String path, JsonNode was, JsonNode is) {
        Set<String> names = new TreeSet<>(was.propertyNames());
        names.addAll(is.propertyNames());
        for (String name : names) {
            if (was.has(name) && is.has(name)) {
                compareSchemas(path + "/" + name, was.get(name), is.get(name));
            } else {
                addChange(path + "/" + name, was.path(name), is.path(name));
            }
        }
    }

    private void compareDependencies(String path, JsonNode was, JsonNode is) {
        Set<String> names = new TreeSet<>(was.propertyNames());
        names.addAll(is.propertyNames());
        for (String name : names) {
            compareNames(path + "/" + name, was.path(name), is.path(name), Direction.NARROWER);
        }
    }

    private void compareAllOf(String path, JsonNode was, JsonNode is) {
        for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
            if (i < was.size() && i < is.size()) {
                compareSchemas(path + "/" + i, was.get(i), is.get(i));
            } else if (!isBranchOfNewActions(is.path(i))) {
                addChange(path + "/" + i, was.path(i), is.path(i));
            }
        }
    }

    /** A branch that requires something of new actions only, and forbids new fields in others, concerns no writer. */
    private boolean isBranchOfNewActions(JsonNode branch) {
        JsonNode actions = branch.at("/if/properties/action/enum");
        boolean forNewActions = !actions.isEmpty()
                && branch.at("/if/required").equals(SchemaFiles.json("[\"action\"]"))
                && values(actions).stream().noneMatch(values(oldRoot.at("/properties/action/enum"))::contains);
        JsonNode otherwise = branch.path("else");
        return forNewActions
                && Set.of("properties").containsAll(otherwise.propertyNames())
                && otherwise.path("properties").propertyNames().stream().noneMatch(oldRoot.path("properties")::has);
    }

    private void addUnless(boolean equal, Direction direction, String path, String description) {
        if (!equal) {
            differences.add(new SchemaDifference(direction, path, description));
        }
    }

    /** Returns the accepted types. A number may be an integer. */
    private static JsonNode types(JsonNode type) {
        List<String> names = new ArrayList<>(values(type));
        if (names.contains("number") && !names.contains("integer")) {
            names.add("integer");
        }
        return names.isEmpty() ? type : SchemaFiles.json(names.toString().replaceAll("[a-z]+", "\"$0\""));
    }

    private static List<String> difference(JsonNode these, JsonNode those) {
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

    private static JsonNode resolve(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith("#") ? root.at(reference.substring(1)) : schema;
    }

    private static String format(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }
}
