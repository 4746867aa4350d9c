package dev.godwit.wire.message;

import java.util.Optional;

/** How the bytes that follow a message are packed. PROTOCOL.md §7.5. */
public enum Encoding {
    /** As they are. */
    PLAIN(0),
    /** One Zstandard frame (RFC 8878) of all of them. */
    ZSTD(1);

    private final int number;

    Encoding(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    int number() {
        return number;
    }

    static Optional<Encoding> ofNumber(int number) {
        return switch (number) {
            case 0 -> Optional.of(PLAIN);
            case 1 -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }
}
