package io.connwarden.console.token;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as a client sends it: {@code cw_<id>_<secret>}. The id has 32 random bits, the secret 256 random bits. Only
 * the hash of the secret is stored. Immutable.
 */
public final class BearerToken {
    /** The first characters of every token. */
    public static final String PREFIX = "cw_";

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{8})_([0-9a-f]{64})");
    private static final HexFormat HEX = HexFormat.of();

    private final String id;
    private final String secret;

    private BearerToken(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** Returns a new token from the random numbers of the operating system. */
    public static BearerToken create(SecureRandom random) {
        return new BearerToken(randomHex(random, ID_BYTES), randomHex(random, SECRET_BYTES));
    }

    /** Returns the token with this text; empty if the text is no token. */
    public static Optional<BearerToken> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new BearerToken(form.group(1), form.group(2))) : Optional.empty();
    }

    public String id() {
        return id;
    }

    /** Returns the whole token, which is confidential. */
    public String text() {
        return PREFIX + id + "_" + secret;
    }

    /** Returns the SHA-256 of the secret in hexadecimal digits. */
    public String hash() {
        return HEX.formatHex(digest());
    }

    /** Compares the hash of the secret in a time that does not depend on the number of equal digits. */
    public boolean hasHash(String expected) {
        return MessageDigest.isEqual(digest(), HEX.parseHex(expected));
    }

    /** Returns the id only, so that no log contains a secret. */
    @Override
    public String toString() {
        return PREFIX + id + "_...";
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(HEX.parseHex(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String randomHex(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HEX.formatHex(bytes);
    }
}
