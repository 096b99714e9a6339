package io.connwarden.contracts.walls.planted.codec;

import tools.jackson.databind.JsonNode;

/** Violates on purpose: hands the JSON library to whoever calls. */
public class JsonInPublicApi {
    public JsonNode tree;

    public JsonNode tree() {
        return tree;
    }
}
