package io.connwarden.conventions.language;

import io.connwarden.conventions.language.Fragment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the comments and string literals of SQL. A dollar-quoted body is read as SQL. */
final class SqlLexer {
    private static final Pattern TOKEN =
            Pattern.compile("-- ?(?<line>[^\\n]*)|/\\*(?<block>.*?)\\*/|'(?<string>(?:[^']|'')*)'", Pattern.DOTALL);

    private SqlLexer() {}

    static List<Fragment> fragments(String source) {
        List<Fragment> fragments = new ArrayList<>();
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            int line = Fragment.lineAt(source, token.start());
            if (token.group("string") != null) {
                fragments.add(new Fragment(Kind.STRING, line, token.group("string")));
            } else {
                String comment = token.group("line") == null ? token.group("block") : token.group("line");
                fragments.add(new Fragment(Kind.COMMENT, line, comment));
            }
        }
        return fragments;
    }
}
