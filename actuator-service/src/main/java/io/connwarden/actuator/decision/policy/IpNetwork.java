package io.connwarden.actuator.decision.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 network, or a single address. The parser of the JDK is not used, because it can make a DNS lookup.
 */
final class IpNetwork {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,3}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{1,4}");

    private final byte[] address;
    private final int prefix;

    private IpNetwork(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    static Optional<IpNetwork> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
        return address.flatMap(bytes -> {
            int bits = bytes.length * 8;
            int prefix = slash < 0 ? bits : number(text.substring(slash + 1));
            return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new IpNetwork(bytes, prefix));
        });
    }

    /** Returns true if this network contains the other address. IPv4 and IPv6 never contain each other. */
    boolean contains(IpNetwork other) {
        if (address.length != other.address.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((address[bit / 8] ^ other.address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<byte[]> address(String text) {
        return text.indexOf(':') < 0 ? version4(text) : version6(text);
    }

    private static Optional<byte[]> version4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        if (parts.length != bytes.length) {
            return Optional.empty();
        }
        for (int i = 0; i < bytes.length; i++) {
            int part = number(parts[i]);
            if (part < 0 || part > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) part;
        }
        return Optional.of(bytes);
    }

    /** Parses groups with at most one {@code ::}. The last two groups can be an IPv4 address. */
    private static Optional<byte[]> version6(String text) {
        int gap = text.indexOf("::");
        Optional<byte[]> head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        Optional<byte[]> tail = groups(gap < 0 ? "" : text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int written = head.get().length + tail.get().length;
        if (gap < 0 ? written != 16 : written > 14) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(head.get(), 16);
        System.arraycopy(tail.get(), 0, bytes, 16 - tail.get().length, tail.get().length);
        return Optional.of(bytes);
    }

    private static Optional<byte[]> groups(String text, boolean atTheEnd) {
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        byte[] bytes = new byte[0];
        for (int i = 0; i < parts.length; i++) {
            boolean last = atTheEnd && i == parts.length - 1;
            Optional<byte[]> group = last && parts[i].indexOf('.') >= 0 ? version4(parts[i]) : group(parts[i]);
            if (group.isEmpty() || bytes.length + group.get().length > 16) {
                return Optional.empty();
            }
            int end = bytes.length;
            bytes = Arrays.copyOf(bytes, end + group.get().length);
            System.arraycopy(group.get(), 0, bytes, end, group.get().length);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> group(String text) {
        if (!HEXADECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        int value = Integer.parseInt(text, 16);
        return Optional.of(new byte[] {(byte) (value >> 8), (byte) value});
    }

    private static int number(String text) {
        return DECIMAL.matcher(text).matches() ? Integer.parseInt(text) : -1;
    }
}
