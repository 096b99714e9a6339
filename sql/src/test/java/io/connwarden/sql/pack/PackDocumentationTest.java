package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the documentation of the pack with its files. */
class PackDocumentationTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

    /** Name, type, minimum, maximum and default of a setting. */
    private static final Pattern RULE =
            Pattern.compile("\\('(\\w+)', +'\\w+', +[\\w.]+, +[\\w.]+,\\s+'([^']*)'", Pattern.MULTILINE);

    private static final Pattern ROW =
            Pattern.compile("^\\| (`\\w+`(?:, `\\w+`)*) \\| `?([^|`]+?)`? \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void every_pack_setting_is_documented_with_its_default() throws IOException {
        Map<String, String> inFiles = new TreeMap<>();
        Matcher rule = RULE.matcher(Files.readString(MODULE.resolve("pack/parts/20-settings.sql")));
        while (rule.find()) {
            inFiles.put(rule.group(1), rule.group(2));
        }
        Map<String, String> onPage = new TreeMap<>();
        String page = Files.readString(MODULE.resolveSibling("docs").resolve("sql-pack.md"));
        Matcher row =
                ROW.matcher(page.substring(page.indexOf("## Settings"), page.indexOf("## Schedule with pg_cron")));
        while (row.find()) {
            NAME.matcher(row.group(1)).results().forEach(name -> onPage.put(name.group(1), row.group(2)));
        }
        assertThat(inFiles).hasSizeGreaterThan(15);
        assertThat(onPage).isEqualTo(inFiles);
    }
}
