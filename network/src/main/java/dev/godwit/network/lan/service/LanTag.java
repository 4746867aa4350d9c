package dev.godwit.network.lan.service;

import dev.godwit.wire.identity.Base32;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a search is for: {@value #BYTES} bytes that both sides derive from something they share, such as a share's id.
 * Means nothing here, proves nothing, and is seen by everybody on the link. Shown as {@value #LETTERS} letters of base32.
 */
public final class LanTag {
    /** Length of a tag. */
    public static final int BYTES = 10;

    /** Length of its text. */
    public static final int LETTERS = 16;

    private final String text;

    private LanTag(String text) {
        this.text = text;
    }

    /**
     * The tag of these bytes.
     *
     * @throws IllegalArgumentException when there are not {@value #BYTES}
     */
    public static LanTag of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a tag has " + BYTES + " bytes, not " + bytes.length);
        }
        return new LanTag(Base32.encode(bytes));
    }

    /** The tag of this text, in either case; empty when it is none. */
    public static Optional<LanTag> parse(String text) {
        Optional<byte[]> bytes = Base32.decode(text);
        return bytes.isPresent() && bytes.get().length == BYTES ? Optional.of(of(bytes.get())) : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LanTag that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Its letters, in lower case. */
    @Override
    public String toString() {
        return text;
    }
}
