package dev.godwit.dht.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A domain name as labels. RFC 1035 §3.1. */
record DnsName(List<String> labels) {
    static final int LABEL_BYTES_MAX = 63;

    /** With all lengths and the final zero. RFC 1035 §2.3.4. */
    static final int NAME_BYTES_MAX = 255;

    DnsName {
        labels = List.copyOf(labels);
        int bytes = 1;
        for (String label : labels) {
            int length = label.getBytes(StandardCharsets.ISO_8859_1).length;
            if (length == 0 || length > LABEL_BYTES_MAX || label.indexOf('.') >= 0) {
                throw new IllegalArgumentException("a label of " + length + " bytes");
            }
            bytes += 1 + length;
        }
        if (bytes > NAME_BYTES_MAX) {
            throw new IllegalArgumentException("a name of " + bytes + " bytes");
        }
    }

    /** The name that {@code text} writes with dots; none at all for an empty text. */
    static DnsName parse(String text) {
        return new DnsName(text.isEmpty() ? List.of() : List.of(text.split("\\.", -1)));
    }

    DnsName followedBy(String label) {
        List<String> longer = new ArrayList<>(labels);
        longer.add(label);
        return new DnsName(longer);
    }

    String text() {
        return String.join(".", labels);
    }
}
