package io.connwarden.console.description;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A YAML file of the class path as JSON. The YAML module of Jackson would add YAML to the answers of every route. */
final class YamlFile {
    /** The files use anchors for what their routes share. */
    private static final int MAX_ALIASES = 10_000;

    private YamlFile() {}

    static ObjectNode read(String resource) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowDuplicateKeys(false);
        Object content = new Yaml(new SafeConstructor(options)).load(ClassPathFile.text(resource));
        return JsonMapper.shared().valueToTree(content);
    }
}
