package dev.godwit.network.lan.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A domain name: labels without the empty one of the root. A label is any bytes, here as a string of their values (ISO
 * 8859-1), so nothing is lost of what is not UTF-8. Two names are equal when they differ in ASCII case only (RFC 4343).
 */
public final class DnsName {
    /** Bytes of one label, RFC 1035 §2.3.4. */
    public static final int LABEL_BYTES_MAX = 63;

    /** Bytes of a name on the wire, with the length of each label and the root, RFC 1035 §2.3.4. */
    public static final int BYTES_MAX = 255;

    private final List<String> labels;
    private final String text;
    private final String key;

    private DnsName(List<String> labels) {
        this.labels = labels;
        this.text = presentation(labels);
        this.key = text.toLowerCase(Locale.ROOT);
    }

    /**
     * The name with these labels, the most specific first.
     *
     * @throws IllegalArgumentException when they break a limit, or hold characters that are not bytes
     */
    public static DnsName of(String... labels) {
        return of(List.of(labels));
    }

    static DnsName of(List<String> labels) {
        int bytes = 1;
        for (String label : labels) {
            if (label.isEmpty() || label.length() > LABEL_BYTES_MAX || !isBytes(label)) {
                throw new IllegalArgumentException("not a label: " + label);
            }
            bytes += 1 + label.length();
        }
        if (bytes > BYTES_MAX) {
            throw new IllegalArgumentException("a name of " + bytes + " bytes");
        }
        return new DnsName(List.copyOf(labels));
    }

    private static boolean isBytes(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** The name one level below this one. */
    public DnsName child(String label) {
        List<String> longer = new ArrayList<>(labels.size() + 1);
        longer.add(label);
        longer.addAll(labels);
        return of(longer);
    }

    /** The name one level above; the root is its own parent. */
    public DnsName parent() {
        return labels.isEmpty() ? this : new DnsName(labels.subList(1, labels.size()));
    }

    /** Whether this is the root, which has no labels. */
    public boolean isRoot() {
        return labels.isEmpty();
    }

    /** The labels, the most specific first. */
    public List<String> labels() {
        return labels;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DnsName that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** Printable ASCII, whatever the bytes are: RFC 1035 §5.1, {@code \.} for a dot in a label and {@code \DDD}. */
    @Override
    public String toString() {
        return text;
    }

    private static String presentation(List<String> labels) {
        StringBuilder text = new StringBuilder(BYTES_MAX);
        for (String label : labels) {
            if (!text.isEmpty()) {
                text.append('.');
            }
            for (int i = 0; i < label.length(); i++) {
                append(text, label.charAt(i));
            }
        }
        return text.isEmpty() ? "." : text.toString();
    }

    private static void append(StringBuilder text, char value) {
        if (value == '.' || value == '\\') {
            text.append('\\').append(value);
        } else if (value > ' ' && value < 0x7F) {
            text.append(value);
        } else {
            text.append('\\').append((char) ('0' + value / 100));
            text.append((char) ('0' + value / 10 % 10)).append((char) ('0' + value % 10));
        }
    }
}
