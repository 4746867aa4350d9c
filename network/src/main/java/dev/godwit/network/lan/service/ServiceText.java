package dev.godwit.network.lan.service;

import dev.godwit.network.lan.dns.RecordContent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The attributes of an instance, RFC 6763 §6: {@code v=1}, and {@code id=} and {@code name=} if its user wants to be
 * seen. Others are skipped, as is what breaks a limit.
 */
public record ServiceText(int version, Optional<String> peerId, Optional<String> name) {
    /** The version written here. */
    public static final int VERSION = 1;

    private static final int PEER_ID_BYTES_MAX = 64;
    private static final int NAME_BYTES_MAX = 63;
    private static final String VERSION_KEY = "v=";
    private static final String PEER_ID_KEY = "id=";
    private static final String NAME_KEY = "name=";

    /** The attributes of an offer. */
    static RecordContent.Text of(LanOffer offer) {
        List<String> strings = new ArrayList<>();
        strings.add(VERSION_KEY + VERSION);
        offer.peerId().ifPresent(id -> strings.add(PEER_ID_KEY + id));
        offer.name().ifPresent(name -> strings.add(NAME_KEY + bytesOf(name)));
        return new RecordContent.Text(strings);
    }

    /** Reads them; the first of a key counts (RFC 6763 §6.4). Without a version it is 0. */
    public static ServiceText of(RecordContent.Text text) {
        int version = value(text, VERSION_KEY).equals(String.valueOf(VERSION)) ? VERSION : 0;
        String peerId = value(text, PEER_ID_KEY);
        String name = textOf(value(text, NAME_KEY));
        return new ServiceText(
                version,
                peerId.isEmpty() || !isPeerId(peerId) ? Optional.empty() : Optional.of(peerId),
                name.isEmpty() || !isName(name) ? Optional.empty() : Optional.of(name));
    }

    static boolean isPeerId(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return text.length() <= PEER_ID_BYTES_MAX;
    }

    static boolean isName(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX;
    }

    private static String value(RecordContent.Text text, String key) {
        for (String string : text.strings()) {
            if (string.length() >= key.length()
                    && string.substring(0, key.length())
                            .toLowerCase(Locale.ROOT)
                            .equals(key)) {
                return string.substring(key.length());
            }
        }
        return "";
    }

    /** UTF-8 as the values of its bytes. */
    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** And back; empty when it is no UTF-8. */
    private static String textOf(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }
}
