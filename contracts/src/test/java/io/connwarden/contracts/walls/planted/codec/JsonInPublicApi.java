package io.connwarden.contracts.walls.planted.codec;

import tools.jackson.databind.JsonNode;

/** A planted violation: a type of the JSON library in the public API. */
public class JsonInPublicApi {
    public JsonNode tree;

    public JsonNode tree() {
        return tree;
    }
}
