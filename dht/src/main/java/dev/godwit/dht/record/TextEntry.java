package dev.godwit.dht.record;

import java.nio.charset.StandardCharsets;

/**
 * One TXT record of a packet.
 *
 * @param name relative to the key, as labels with dots between them; empty for the key itself
 * @param text its content, printable ASCII by custom; on parsing anything that was sent
 * @param timeToLiveSeconds how long readers may keep it
 */
public record TextEntry(String name, String text, long timeToLiveSeconds) {
    private static final long TIME_TO_LIVE_MAX = 0xffff_ffffL;

    /** An entry; the name's labels must be of 1 to 63 bytes. RFC 1035 §2.3.4. */
    public TextEntry {
        if (timeToLiveSeconds < 0 || timeToLiveSeconds > TIME_TO_LIVE_MAX) {
            throw new IllegalArgumentException(timeToLiveSeconds + " seconds");
        }
        DnsName.parse(name);
    }

    byte[] textBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
